import type { Field, FieldRule } from './field.ts';

const noReservedTags: FieldRule = {
  says: 'may not hold the keys that are added by themselves: esoNamespace, esoStoreName, esoStoreKind',
  holds: (self) => !['esoNamespace', 'esoStoreName', 'esoStoreKind'].some((key) => Object.hasOwn(self, key)),
};

/** `spec.provider.aws` of a store, v1. */
export const awsFields = (): readonly Field[] => [
  { path: 'additionalRoles', type: 'string[]' },
  { path: 'auth', type: 'object' },
  { path: 'auth.jwt', type: 'object' },
  { path: 'auth.jwt.serviceAccountRef', type: 'ServiceAccountSelector' },
  { path: 'auth.secretRef', type: 'object' },
  { path: 'auth.secretRef.accessKeyIDSecretRef', type: 'SecretKeySelector' },
  { path: 'auth.secretRef.secretAccessKeySecretRef', type: 'SecretKeySelector' },
  { path: 'auth.secretRef.sessionTokenSecretRef', type: 'SecretKeySelector' },
  { path: 'customSessionTags', type: 'map', rules: [noReservedTags] },
  { path: 'externalID', type: 'string' },
  { path: 'prefix', type: 'string' },
  { path: 'region', type: 'string', required: true },
  { path: 'role', type: 'string' },
  { path: 'secretsManager', type: 'object' },
  { path: 'secretsManager.forceDeleteWithoutRecovery', type: 'bool' },
  { path: 'secretsManager.recoveryWindowInDays', type: 'int', format: 'int64' },
  {
    path: 'service',
    type: 'string',
    required: true,
    allowed: ['SecretsManager', 'ParameterStore', 'CertificateManager'],
  },
  { path: 'sessionTags', type: 'object[]' },
  { path: 'sessionTags[].key', type: 'string', required: true },
  { path: 'sessionTags[].value', type: 'string', required: true },
  { path: 'sessionTagsPolicy', type: 'string', default: 'None', allowed: ['None', 'Simple', 'Custom'] },
  { path: 'transitiveTagKeys', type: 'string[]' },
];
