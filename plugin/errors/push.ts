import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a push, beside its stores. */
export const pushErrors = {
  PUSH_SOURCE_MISSING: (f: { name: string; searched: readonly string[]; nearest?: string | undefined }) => ({
    says: `no Secret is named "${f.name}" in the namespace of the PushSecret`,
    hint: `${f.nearest === undefined ? '' : `did you mean "${f.nearest}"? `}looked in ${f.searched.join(', ')}, and among the Secrets that this run renders`,
  }),
  PUSH_SOURCE_NONE: (_f: object) => ({
    says: 'the selector names no Secret',
    hint: 'set selector.secret.name, selector.secret.selector or selector.generatorRef',
  }),
  PUSH_SOURCE_GONE: (f: { name: string; removed: number; applied: boolean }) => ({
    says: `Secret "${f.name}" is gone, and deletionPolicy is Delete: ${
      f.applied
        ? 'what was pushed from it has been removed'
        : `${f.removed} remote ${f.removed === 1 ? 'value' : 'values'} would be removed`
    }`,
    hint: 'remove the PushSecret too, or bring the Secret back',
  }),
  PUSH_STORE_NAME: (_f: object) => ({
    says: 'a reference to a store has neither name nor labelSelector',
    hint: 'write one of them',
  }),
  PUSH_STORE_OTHER: (f: { name: string }) => ({
    says: `store "${f.name}" is none of secretStoreRefs`,
    hint: 'add it there, or correct the storeRef',
  }),
  PUSH_STORE_LABELS: (_f: object) => ({
    says: 'no store of secretStoreRefs has the labels that storeRef.labelSelector asks for',
    hint: 'correct the labels, or name the store with storeRef.name',
  }),
  PUSH_READ_ONLY: (f: { store: string }) => ({
    says: `${f.store} can be read and not written to`,
    hint: 'esr stores shows which stores can be written to (CAN); docs/push.md lists them',
  }),
  PUSH_TWICE: (f: { key: string; property?: string | undefined; from: readonly string[] }) => ({
    says: `${f.from.map((name) => (name === '' ? 'the whole Secret' : `"${name}"`)).join(' and ')} go to the same place: "${f.key}"${
      f.property === undefined ? '' : `, property "${f.property}"`
    }`,
    hint: 'give them different remote keys',
  }),
  PUSH_TWO_PROPERTIES: (f: { key: string; properties: readonly string[] }) => ({
    says: `"${f.key}" would get the properties ${f.properties.map((name) => `"${name}"`).join(' and ')}, and this store keeps no properties: the last would overwrite the others`,
    hint: 'push them to keys of their own, or put them together with a template',
  }),
  PUSH_REMOTE_KEY: (f: { key: string }) => ({
    says: `after the rewrite nothing is left of key "${f.key}"`,
    hint: 'a remote key cannot be empty',
  }),
  PUSH_REGEXP: (f: { regexp: string }) => ({
    says: `"${f.regexp}" is no regular expression that Go knows`,
    hint: 'patterns are RE2: no look-around, no back-references',
  }),
  PUSH_CLUSTER_CONFLICT: (f: { name: string; namespaces: readonly string[] }) => ({
    says: `a PushSecret "${f.name}" stands already in ${f.namespaces.join(', ')}`,
    hint: 'rename one of them with pushSecretName, or leave the namespace out of the selectors',
  }),
  PUSH_STRICT: (f: { says: string }) => ({
    says: f.says,
    hint: 'without --strict this is a warning',
  }),
  PUSH_INCOMPLETE: (f: { written: readonly string[]; failed: string; left: readonly string[] }) => ({
    says: `the push stopped half-way: written ${listed(f.written)}; failed ${f.failed}; not written ${listed(f.left)}`,
    hint: 'mend the fault and run it again: what is there already stays as it is, and the rest is written',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const pushError = errorsOf(ManifestError, pushErrors);

/** More than these are counted. */
const most = 20;

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, most).join(', ');
  return names.length <= most ? shown : `${shown} and ${names.length - most} more`;
}
