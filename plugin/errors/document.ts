import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a document before anything is read for it: its text, its fields, its place among the others. */
export const documentErrors = {
  YAML_SYNTAX: (f: { reason: string; looksTemplated: boolean }) => ({
    says: `this is no YAML that Kubernetes reads: ${f.reason}`,
    hint: f.looksTemplated
      ? 'it looks like a template that was not rendered; render it first'
      : 'look at this line and the one before it: indent with blanks alike, quote what begins with a sign or holds ": "',
  }),
  YAML_HIDDEN: (f: { marker: '---' | '...' }) => ({
    says:
      f.marker === '...'
        ? 'text behind "..." is not read by Kubernetes'
        : 'Kubernetes refuses a "---" with text behind it on the line',
    hint: 'separate documents with a line that holds "---" alone',
  }),
  INPUT_TOO_LARGE: (f: { what: string; most: number }) => ({
    says: `${f.what} gives more than ${f.most} bytes`,
    hint: 'limits.maxInputBytes in the configuration sets the limit',
  }),
  TOOL_FAILED: (f: { command: string; status: number | string; said: string; cut: boolean }) => ({
    says: `${f.command} failed (${f.status})${f.said === '' ? '' : `: ${f.said}${f.cut ? ' …' : ''}`}`,
  }),
  TOO_MANY_DOCUMENTS: (f: { is: number; most: number }) => ({
    says: `the input holds ${f.is} documents; ${f.most} is the most`,
    hint: 'limits.maxDocuments in the configuration sets the limit',
  }),
  KIND_VERSION: (f: { kind: string; version: string; known: readonly string[] }) => ({
    says: `${f.kind} has no version ${shortened(f.version)}`,
    hint: `use apiVersion: ${f.known[0]}`,
  }),
  KIND_MISSPELT: (f: { kind: string; nearest: string }) => ({
    says: `there is no kind "${shortened(f.kind)}" in this group`,
    hint: `did you mean "${f.nearest}"?`,
  }),
  LIST_STYLE: (_f: object) => ({
    says: 'the items of a List are in flow style, so that one cannot be replaced without the others',
    hint: 'write the list in block style or as JSON, or as documents of their own',
  }),
  DOCUMENT_TWICE: (f: { first: string }) => ({
    says: `this object stands at ${f.first} already`,
    hint: 'remove one of the two',
  }),
  CLUSTER_CONFLICT: (f: { name: string; namespaces: readonly string[] }) => ({
    says: `external secret "${f.name}" already exists in namespace ${f.namespaces.join(', ')}`,
    hint: 'set externalSecretName, or remove the other one',
  }),
  FIELD_REQUIRED: (f: { field: string }) => ({
    says: `${f.field} is required`,
  }),
  FIELD_TYPE: (f: { field: string; wants: string; is: string }) => ({
    says: `${f.field} must be ${f.wants}, and is ${f.is}`,
    ...hint(typeHint(f)),
  }),
  FIELD_NOT_ALLOWED: (f: {
    field: string;
    value: string;
    allowed: readonly string[];
    nearest: string | undefined;
  }) => ({
    says: `${f.field} may not be "${shortened(f.value)}"`,
    hint: f.nearest === undefined ? `use one of ${f.allowed.join(', ')}` : `did you mean "${f.nearest}"?`,
  }),
  FIELD_FORM: (f: { field: string; value: string; form: string }) => ({
    says: `${f.field} may not be "${shortened(f.value)}": it takes ${f.form}`,
    ...hint(substitution(f.value)),
  }),
  FIELD_LENGTH: (f: { field: string; is: number; bound: 'least' | 'most'; limit: number }) => ({
    says:
      f.is === 0
        ? `${f.field} may not be empty`
        : `${f.field} is ${f.is} characters long; ${f.limit} is the ${f.bound}`,
  }),
  FIELD_COUNT: (f: { field: string; is: number; bound: 'least' | 'most'; limit: number; of: string }) => ({
    says: `${f.field} has ${f.is} ${f.of}; ${f.limit} is the ${f.bound}`,
  }),
  FIELD_RANGE: (f: { field: string; bound: 'least' | 'most'; limit: string }) => ({
    says: `${f.field} is out of range; ${f.limit} is the ${f.bound}`,
  }),
  FIELD_FORMAT: (f: { field: string; wants: string }) => ({
    says: `${f.field} is no ${f.wants}`,
  }),
  FIELD_DURATION: (f: { field: string; value: string }) => ({
    says: `${f.field} is no duration: "${shortened(f.value)}"`,
    hint: 'write it like 1h30m; units are h, m, s, ms, us and ns, there are no days',
  }),
  FIELD_RULE: (f: { field: string; says: string }) => ({
    says: `${f.field}: ${f.says}`,
  }),
  FIELD_REGEXP: (f: { field: string; source: string }) => ({
    says: `${f.field} is no regular expression that Go knows: "${shortened(f.source)}"`,
    hint: 'patterns are RE2: no look-around, no back-references',
  }),
  NAME_MISSING: (_f: object) => ({
    says: 'metadata.name is required',
    hint: 'add metadata.name',
  }),
  NAME_GENERATED: (_f: object) => ({
    says: 'metadata.generateName gives a name only in a cluster',
    hint: 'set metadata.name, or spec.target.name of an ExternalSecret',
  }),
  NO_DATA: (_f: object) => ({
    says: 'neither spec.data nor spec.dataFrom is there, so nothing would be fetched',
    hint: 'add one of them; an empty Secret is never written',
  }),
  DELETION_NOT_OWNED: (f: { creationPolicy: string }) => ({
    says: `deletionPolicy Delete must not be used with creationPolicy ${f.creationPolicy}: the Secret is not the operator's own`,
    hint: 'set creationPolicy: Owner',
  }),
  DELETION_MERGE: (_f: object) => ({
    says: 'deletionPolicy Merge must not be used with creationPolicy None: there is no Secret to merge with',
    hint: 'leave deletionPolicy out',
  }),
  TEMPLATE_TYPE: (f: { type: string; why: string }) => ({
    says: `template.type ${f.type} is not allowed: ${f.why}`,
    hint: 'choose another type; the annotation external-secrets-render.dev/skip leaves the document as it is',
  }),
  TEMPLATE_FROM_TARGET: (f: { target: string }) => ({
    says: `templateFrom target "${shortened(f.target)}" is not allowed when the target is a Secret`,
    hint: 'use Data, Annotations or Labels; other targets need spec.target.manifest',
  }),
  DATA_FROM_SOURCES: (f: { field: string }) => ({
    says: `${f.field}: extract, find and generatorRef exclude each other`,
    hint: 'make an entry of its own for each',
  }),
  DATA_FROM_EMPTY: (f: { field: string }) => ({
    says: `${f.field} needs extract, find or sourceRef`,
    hint: 'is a field indented too little? key belongs under extract',
  }),
  SECRET_KEY_TWICE: (f: { key: string; first: string }) => ({
    says: `secretKey "${f.key}" is there twice, first at ${f.first}`,
    hint: 'one value would hide the other; remove one',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const documentError = errorsOf(ManifestError, documentErrors);

function typeHint({ wants, is }: { readonly wants: string; readonly is: string }): string | undefined {
  if (wants === 'a string' && /boolean|number|integer/.test(is)) return 'quote it';
  return wants === 'a list' ? 'begin each item with "- "' : undefined;
}

function hint(text: string | undefined): { readonly hint?: string } {
  return text === undefined ? {} : { hint: text };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function substitution(text: string): string | undefined {
  return text.includes('${') ? 'substitute variables before this step: it reads names as they stand' : undefined;
}
