import { type Catalogue, errorsOf } from './esr-error.ts';
import { ManifestError } from './manifest.ts';

/** What a store's document says about its connection, whatever the provider: certificates, headers, tokens. */
export const connectionErrors = {
  CA_INVALID: (f: { field: string }) => ({
    says: `${f.field} holds no certificate`,
    hint: 'it is one or more PEM certificates, in base64 where it stands in caBundle',
  }),
  CA_NAMESPACE: (_f: object) => ({
    says: 'caProvider of a ClusterSecretStore names no namespace',
    hint: 'add the namespace of the Secret or ConfigMap that holds the CA',
  }),
  REFERENCE_NO_NAMESPACE: (f: { field: string }) => ({
    says: `${f.field} of a ClusterSecretStore names no namespace`,
    hint: 'this one does not follow the ExternalSecret: add the namespace of the Secret',
  }),
  CA_TWICE: (_f: object) => ({
    says: 'caBundle and caProvider are both set',
    hint: 'keep one of them',
  }),
  CLIENT_CERTIFICATE: (f: { field: string }) => ({
    says: `${f.field} does not hold a certificate and the private key that belongs to it`,
    hint: 'both are PEM, as in a Secret of type kubernetes.io/tls',
  }),
  HEADER_INVALID: (f: { name: string }) => ({
    says: `header "${f.name}" cannot be sent: its name or its value holds a character that HTTP does not allow`,
    hint: 'look for line breaks and letters beyond ASCII in it; trim cuts a line break off',
  }),
  CREDENTIAL_UNPRINTABLE: (f: { what: string }) => ({
    says: `${f.what} holds a line break or another character that none can hold`,
    hint: 'it is used as it stands: store it without a final line break',
  }),
  FIND_MISSING: (f: { what: string }) => ({
    says: `find: ${f.what} does not exist in the store`,
    hint: 'check find.path; target.deletionPolicy Delete or Merge leaves out what does not exist',
  }),
  FIND_PATH: (f: { provider: string }) => ({
    says: `find by path is not possible with ${f.provider}`,
    hint: 'find by name',
  }),
  REMOTE_ABSENT: (f: { what: string; key: string }) => ({
    says: `there is no ${f.what} "${f.key}"`,
    hint: 'check the key; with this provider what does not exist is an error whatever the deletionPolicy, as with the operator',
  }),
  VERSION_UNSUPPORTED: (f: { provider: string }) => ({
    says: `${f.provider} has no versions to choose from`,
    hint: 'leave remoteRef.version out',
  }),
  STORE_FIELD: (f: { field: string; needs: string }) => ({
    says: `${f.field} needs ${f.needs}`,
  }),
  EXTRACT_NOT_TEXT: (f: { name: string }) => ({
    says: `member "${f.name}" of the value is no text, and this provider extracts texts alone`,
    hint: 'take the value whole with data, or put the member in quotes where it is stored',
  }),
  FIND_TAGS: (f: { provider: string }) => ({
    says: `find by tags is not possible with ${f.provider}`,
    hint: 'find by name',
  }),
} satisfies Catalogue;

/** Makes such an error. */
export const connectionError = errorsOf(ManifestError, connectionErrors);
