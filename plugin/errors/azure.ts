import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What can be wrong with a store or generator of Azure, and with what is asked of it. */
export const azureErrors = {
  AZURE_AUTH: (f: { why: string; hint?: string }) => ({
    says: `the sign-in to Azure ${f.why}`,
    ...(f.hint === undefined ? {} : { hint: f.hint }),
  }),
  AZURE_CERTIFICATE: (f: { why: string }) => ({
    says: `authSecretRef.clientCertificate ${f.why}`,
    hint: 'it is a certificate and its private key, an RSA one, both in PEM and in one value',
  }),
  AZURE_CLOUD: (f: { why: string }) => ({
    says: `environmentType and customCloudConfig do not fit: ${f.why}`,
  }),
  AZURE_VAULT_URL: (_f: object) => ({
    says: 'vaultUrl is no https URL',
    hint: 'it is the Vault URI of the overview page, like https://NAME.vault.azure.net',
  }),
  AZURE_VAULT_DOMAIN: (f: { host: string; domain: string }) => ({
    says: `${f.host} is no vault of ${f.domain}: it may not be given a token of this process or of its ServiceAccounts`,
    hint: 'such a token opens every vault; correct vaultUrl and environmentType, or let the store bring a service principal',
  }),
  AZURE_OBJECT: (f: { key: string }) => ({
    says: `"${f.key}" names no kind of object that a vault holds`,
    hint: 'write the name alone or secret/NAME for a secret, key/NAME for a key, cert/NAME for a certificate',
  }),
  AZURE_EXTRACT: (f: { key: string; what: string }) => ({
    says: `"${f.key}" is a ${f.what}, of which nothing can be extracted`,
    hint: 'extract takes a secret; read a key or a certificate with data',
  }),
  AZURE_DISABLED: (f: { key: string }) => ({
    says: `"${f.key}" is disabled`,
    hint: 'enable it, or name a version that is; deletionPolicy does not cover it',
  }),
  AZURE_TAG: (f: { tag: string }) => ({
    says: `there is no tag "${f.tag}"`,
    hint: 'with metadataPolicy: Fetch property is a tag, or TAG.PATH into one that holds JSON',
  }),
  AZURE_PUSH_VALUE: (f: { key: string; why: string }) => ({
    says: `the value for "${f.key}" ${f.why}`,
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const azureError = errorsOf(ManifestError, azureErrors);
