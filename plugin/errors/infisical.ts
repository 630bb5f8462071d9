import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with an Infisical store, and with what is asked of it. */
export const infisicalErrors = {
  INFISICAL_AUTH: (f: { methods: readonly string[] }) => ({
    says: 'auth names no way to sign in',
    hint: `set one of ${f.methods.join(', ')}`,
  }),
  INFISICAL_FILE: (f: { field: string }) => ({
    says: `${f.field} leads to a file that cannot be read`,
    hint: 'it is a path on the machine that renders; a store of the platform configuration alone may name one',
  }),
  INFISICAL_KEY: (f: { field: string; needs: string }) => ({
    says: `${f.field} does not lead to ${f.needs}`,
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const infisicalError = errorsOf(ManifestError, infisicalErrors);
