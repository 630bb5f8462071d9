import type { Field } from './field.ts';

/** `spec.provider.infisical` of a store, v1. */
export const infisicalFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  ...method('universalAuthCredentials', ['clientId', 'clientSecret']),
  ...method('azureAuthCredentials', ['identityId'], ['resource']),
  ...method('gcpIdTokenAuthCredentials', ['identityId']),
  ...method('gcpIamAuthCredentials', ['identityId', 'serviceAccountKeyFilePath']),
  ...method('jwtAuthCredentials', ['identityId', 'jwt']),
  ...method('ldapAuthCredentials', ['identityId', 'ldapPassword', 'ldapUsername']),
  ...method(
    'ociAuthCredentials',
    ['identityId', 'privateKey', 'fingerprint', 'userId', 'tenancyId', 'region'],
    ['privateKeyPassphrase'],
  ),
  ...method('kubernetesAuthCredentials', ['identityId'], ['serviceAccountTokenPath']),
  ...method('tokenAuthCredentials', ['accessToken']),
  { path: 'auth.awsAuthCredentials', type: 'object' },
  { path: 'auth.awsAuthCredentials.identityId', type: 'object', required: true },
  { path: 'auth.awsAuthCredentials.identityId.key', type: 'string', text: 'DataKey' },
  { path: 'auth.awsAuthCredentials.identityId.name', type: 'string', text: 'DNS1123sub' },
  { path: 'auth.awsAuthCredentials.identityId.namespace', type: 'string', text: 'DNS1123label' },
  { path: 'auth.awsAuthCredentials.identityId.secretRef', type: 'SecretKeySelector' },
  { path: 'auth.awsAuthCredentials.identityId.value', type: 'string' },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'hostAPI', type: 'string', default: 'https://app.infisical.com/api' },
  { path: 'secretsScope', type: 'object', required: true },
  { path: 'secretsScope.environmentSlug', type: 'string', required: true },
  { path: 'secretsScope.expandSecretReferences', type: 'bool', default: true },
  { path: 'secretsScope.organizationSlug', type: 'string' },
  { path: 'secretsScope.projectSlug', type: 'string', required: true },
  { path: 'secretsScope.recursive', type: 'bool', default: false },
  { path: 'secretsScope.secretsPath', type: 'string', default: '/' },
];

/** A way to sign in is an object of references. */
function method(name: string, required: readonly string[], optional: readonly string[] = []): readonly Field[] {
  return [
    { path: `auth.${name}`, type: 'object' },
    ...required.map((field): Field => ({ path: `auth.${name}.${field}`, type: 'SecretKeySelector', required: true })),
    ...optional.map((field): Field => ({ path: `auth.${name}.${field}`, type: 'SecretKeySelector' })),
  ];
}
