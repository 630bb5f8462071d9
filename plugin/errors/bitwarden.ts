import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a Bitwarden Secrets Manager store, and with what is asked of it. */
export const bitwardenErrors = {
  BITWARDEN_SERVER: (_f: object) => ({
    says: 'the store names no server to ask',
    hint: 'set bitwardenServerSDKURL to the address of a bitwarden-sdk-server, which speaks to Bitwarden for us as for the operator',
  }),
  BITWARDEN_PLAIN: (_f: object) => ({
    says: 'bitwardenServerSDKURL is no https address, and every request carries the access token',
    hint: 'serve bitwarden-sdk-server with a certificate, and name its CA in caBundle or caProvider',
  }),
  BITWARDEN_SEVERAL: (f: { key: string; project: string }) => ({
    says: `project ${f.project} has more than one secret "${f.key}"`,
    hint: 'name the one that is meant by its id',
  }),
} satisfies Catalogue;

/** Makes such a fault. */
export const bitwardenError = errorsOf(ManifestError, bitwardenErrors);
