import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a fake store, and with what is pushed to it. */
export const fakeErrors = {
  FAKE_EMPTY: (f: { field: string; index: number }) => ({
    says: `entry ${f.index} of the fake store has an empty ${f.field}`,
    hint: 'give each entry a key and a value',
  }),
  FAKE_TAKEN: (f: { key: string; store: string }) => ({
    says: `key "${f.key}" stands in the document of the fake store "${f.store}" and cannot be written`,
    hint: 'push to another key, or take it out of the document',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const fakeError = errorsOf(ManifestError, fakeErrors);
