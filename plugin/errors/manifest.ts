import { type Catalogue, EsrError, errorsOf } from './esr-error.ts';

/** A document is wrong, contradicts another, or asks for something that is not there. */
export class ManifestError extends EsrError {
  override readonly exitStatus = 1;
}

export const manifestErrors = {
  STORE_NOT_FOUND: (f: { kind: string; name: string; searched: readonly string[] }) => ({
    says: `no ${f.kind} is named "${f.name}"`,
    hint: `looked in ${f.searched.join(', ')}; add it to one of them`,
  }),
  KEY_COLLISION: (f: { name: string; from: readonly string[]; strategy: string }) => ({
    says: `${quoted(f.from)} both become "${f.name}" under conversionStrategy ${f.strategy}`,
    hint: 'use conversionStrategy Unicode, or a rewrite that keeps them apart',
  }),
  KEY_INVALID: (f: { key: string; character: string }) => ({
    says: `key "${f.key}" holds ${JSON.stringify(f.character)}; only letters, numbers, "-", "." and "_" may stand in a key`,
    hint: 'use rewrite or conversionStrategy to change it; with a rewrite nothing is converted',
  }),
  KEY_TOO_LONG: (f: { key: string; bytes: number; most: number }) => ({
    says: `key "${f.key.slice(0, 40)}…" has ${f.bytes} bytes; ${f.most} is the most`,
    hint: 'shorten it with a rewrite',
  }),
  NULL_BYTE: (f: { key: string }) => ({
    says: `the value for key "${f.key}" holds a null byte, and nullBytePolicy is Fail`,
    hint: 'it is binary; check decodingStrategy, or leave nullBytePolicy at Ignore',
  }),
  DECODING: (f: { key: string; strategy: string }) => ({
    says: `the value for key "${f.key}" is no ${f.strategy}`,
    hint: 'decodingStrategy Base64 and Base64URL need padding and allow no blanks; Auto leaves such a value as it is',
  }),
  REWRITE_COLLISION: (f: { name: string; from: readonly string[] }) => ({
    says: `after the rewrite ${quoted(f.from)} both become "${f.name}"`,
    hint: 'the operator would keep one of them by chance; change the rewrite so that they stay apart',
  }),
  REWRITE_REGEXP: (f: { source: string }) => ({
    says: `"${f.source}" is no regular expression that Go knows`,
    hint: 'patterns are RE2: no look-around, no back-references',
  }),
  MERGE_NOT_OBJECT: (f: { key: string }) => ({
    says: `rewrite.merge needs JSON objects; the value of key "${f.key}" is none`,
  }),
  MERGE_PRIORITY_MISSING: (f: { key: string }) => ({
    says: `rewrite.merge has "${f.key}" in its priority, and no key is called so`,
    hint: 'correct it, or set priorityPolicy: IgnoreNotFound',
  }),
  MERGE_CONFLICT: (f: { names: readonly string[] }) => ({
    says: `rewrite.merge finds ${quoted(f.names)} in more than one value`,
    hint: 'set conflictPolicy: Ignore to let the later one win; priority sets the order',
  }),
  MERGE_INTO_MISSING: (_f: object) => ({
    says: 'rewrite.merge with strategy JSON needs "into"',
    hint: 'name the key that receives the merged object',
  }),
  EMPTY_RESULT: (f: { found: string }) => ({
    says: `${f.found}, so there is nothing to write, and deletionPolicy is Retain`,
    hint: 'a renderer cannot keep what it cannot see, and leaving the Secret out lets Argo CD prune it; correct the reference, set deletionPolicy: Delete, or allow it with emptyResult: skip in the configuration',
  }),
  EMPTY_RESULT_NOT_OWNED: (f: { creationPolicy: string }) => ({
    says: `no value was found, and deletionPolicy Delete may not delete a Secret of creationPolicy ${f.creationPolicy}`,
    hint: 'set creationPolicy: Owner',
  }),
} satisfies Catalogue;

export const manifestError = errorsOf(ManifestError, manifestErrors);

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(' and ');
}
