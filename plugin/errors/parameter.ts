import { type Catalogue, errorsOf } from './esr-error.ts';
import { UsageError } from './usage.ts';

/** What can be wrong with the parameters of an application. */
export const parameterErrors = {
  PARAMETERS_SYNTAX: (f: { variable: string; wants: string }) => ({
    says: `${f.variable} is no ${f.wants}`,
  }),
  PARAMETER_UNKNOWN: (f: { name: string; nearest: string | undefined }) => ({
    says: `there is no parameter "${f.name}"`,
    hint: f.nearest === undefined ? 'esr argocd parameters lists them' : `did you mean "${f.nearest}"?`,
  }),
  PARAMETER_FORM: (f: { name: string; wants: string }) => ({
    says: `parameter ${f.name} must be ${f.wants}`,
  }),
  PARAMETER_UNUSED: (f: { name: string; is: string; hint?: string }) => ({
    says: `parameter ${f.name} does nothing here: the folder is ${f.is}`,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  REFERENCE_UNKNOWN: (f: { name: string; known: readonly string[] }) => ({
    says: `there is no folder of values that is called "${f.name}"`,
    hint:
      f.known.length === 0
        ? 'whoever runs the plugin names such folders in ESR_REFS'
        : `known are ${f.known.join(', ')}`,
  }),
  ACTION_UNKNOWN: (f: { action: string; actions: readonly string[] }) => ({
    says: f.action === '' ? 'an action is wanted' : `there is no action "${f.action}"`,
    hint: `use ${f.actions.join(', ')}`,
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const parameterError = errorsOf(UsageError, parameterErrors);
