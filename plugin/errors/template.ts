import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A template cannot be parsed or run. */
export class TemplateError extends EsrError {
  override readonly exitStatus = 1;
}

/** What can be wrong with a template, its text or its run. */
export const templateErrors = {
  TEMPLATE_PARSE: (f: { message: string; hint?: string }) => ({
    says: f.message,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  TEMPLATE_EXECUTE: (f: { message: string; hint?: string }) => ({
    says: f.message,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  TEMPLATE_KEY_UNKNOWN: (f: { key: string; nearest?: string | undefined }) => ({
    says: `the template reads key "${f.key}", and no entry gives it`,
    hint: `${f.nearest === undefined ? '' : `did you mean "${f.nearest}"? `}where it may be absent write {{ index . "${f.key}" | default "…" }}`,
  }),
  TEMPLATE_FIELD: (f: { key: string; member: string }) => ({
    says: `the value of key "${f.key}" is text, and text has no field "${f.member}"`,
    hint: `parse it first, {{ (fromJson .${f.key}).${f.member} }}, or read the member with remoteRef.property`,
  }),
  TEMPLATE_TARGET: (f: { target: string }) => ({
    says: `templateFrom target "${f.target}" is none that a Secret has`,
    hint: 'one of Data, Annotations and Labels; leave the field out for Data',
  }),
  TEMPLATE_PATH: (f: { path: string }) => ({
    says: `target "${f.path}" is no path`,
    hint: 'names with dots between them, each with an optional index: spec.rules[0].from',
  }),
  TEMPLATE_PATH_BLOCKED: (f: { path: string }) => ({
    says: `target "${f.path}" leads through a value that holds nothing of the kind`,
    hint: 'a name leads into a map, an index into a list; an earlier template wrote something else there',
  }),
  TEMPLATE_PATH_OWN: (f: { path: string }) => ({
    says: `target "${f.path}" would make another object of the one that spec.target names`,
    hint: 'a template may write to labels, annotations, data, spec and what is beside them',
  }),
  TEMPLATE_NOT_MAP: (_f: object) => ({
    says: 'what the template renders to is no YAML map of strings',
    hint: 'one key: value on each line, nothing nested; quote what holds ": " or begins with a sign',
  }),
  TEMPLATE_BUDGET: (f: { message: string }) => ({
    says: f.message,
    hint: 'templates are bounded so that none can hang or exhaust the renderer; look for an endless recursion or a doubling in a loop',
  }),
  TEMPLATE_RANDOM: (f: { message: string }) => ({
    says: f.message,
    hint: 'a value that changes at each render never settles: use a generator with a seed, or allow random values in the configuration',
  }),
  TEMPLATE_NOT_YAML: (_f: object) => ({
    says: 'what the template renders to is no YAML',
    hint: 'see what it renders to with esr template; write values with {{ .key | toJson }}, which quotes them',
  }),
  TEMPLATE_NOT_DECODED: (f: { key: string; strategy: string }) => ({
    says: `what the template renders to for key "${f.key}" is no ${f.strategy}`,
    hint: 'see what it renders to with esr template; without a decodingStrategy it is taken as it is',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const templateError = errorsOf(TemplateError, templateErrors);
