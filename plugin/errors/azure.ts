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
} satisfies Catalogue;

export const azureError = errorsOf(ManifestError, azureErrors);
