import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a Vault or OpenBao store, and with what is asked of it. */
export const vaultErrors = {
  VAULT_AUTH_NONE: (f: { methods: readonly string[] }) => ({
    says: 'auth names no way to sign in',
    hint: `set one of ${f.methods.join(', ')}; without auth the VAULT_TOKEN of the process is used, where that is allowed`,
  }),
  VAULT_AUTH_FIELD: (f: { field: string; needs: string }) => ({
    says: `${f.field} needs ${f.needs}`,
  }),
  VAULT_KV1: (f: { what: string }) => ({
    says: `${f.what} is not possible with version v1 of the key-value engine`,
    hint: 'version v2 has versions and metadata; v1 has values alone',
  }),
  VAULT_PATH: (f: { what: string; why: string }) => ({
    says: `${f.what} needs ${f.why}`,
    hint: "set the store's path to the mount of the key-value engine",
  }),
  VAULT_VERSION: (f: { version: string }) => ({
    says: `"${f.version}" is no version of a secret`,
    hint: 'versions are whole numbers; leave it out for the latest',
  }),
  VAULT_KEY: (f: { key: string }) => ({
    says: `key "${f.key}" leads out of the mount of the store`,
    hint: 'a segment ".." may not stand in a key',
  }),
  VAULT_NO_DATA: (f: { path: string }) => ({
    says: `"${f.path}" is no secret of the key-value engine, version v2`,
    hint: "the store's path is the mount alone, without a folder below it; version: v1 reads the older engine",
  }),
  VAULT_NO_KEYS: (f: { path: string }) => ({
    says: `"${f.path}" could not be listed as a folder of the key-value engine`,
    hint: "the store's path is the mount alone; see whether its version is right",
  }),
  VAULT_CHECK_AND_SET: (f: { key: string }) => ({
    says: `"${f.key}" was written by somebody else meanwhile, and checkAndSet is required`,
    hint: 'push again',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const vaultError = errorsOf(ManifestError, vaultErrors);
