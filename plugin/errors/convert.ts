import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What `esr convert` says of documents of other products. */
export const convertErrors = {
  CONVERT_PLACEHOLDER: (f: { placeholder: string; why: string; hint?: string }) => ({
    says: `the placeholder ${shortened(f.placeholder)} has no counterpart: ${f.why}`,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  CONVERT_PLACE: (f: { where: string; why: string; hint?: string }) => ({
    says: `a placeholder in ${f.where} cannot be kept: ${f.why}`,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  CONVERT_FIELD: (f: { field: string; why: string; hint?: string }) => ({
    says: `${f.field} cannot be converted: ${f.why}`,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  CONVERT_CHECK: (f: { what: string; hint: string }) => ({
    says: f.what,
    hint: f.hint,
  }),
  CONVERT_GENERIC: (f: { kind: string }) => ({
    says: `the ${f.kind} is made by an ExternalSecret with spec.target.manifest, since its values are no Secret`,
    hint: 'allow it with genericTargets: allow in the platform configuration, or move the values to a Secret and refer to that; a number or true/false wants | jsonParse, or it is written as a text',
  }),
  CONVERT_STORE: (f: { kind: string; name: string; fillIn: string }) => ({
    says: `the proposed ${f.kind} ${f.name} is incomplete`,
    hint: `fill in ${f.fillIn}`,
  }),
  CONVERT_NO_STORE: (f: { name: string }) => ({
    says: `no store can be proposed for "${f.name}": there is no such provider here`,
    hint: 'the operator may have one; esr stops at it unless the ExternalSecret carries external-secrets-render.dev/skip',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const convertError = errorsOf(ManifestError, convertErrors);

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
