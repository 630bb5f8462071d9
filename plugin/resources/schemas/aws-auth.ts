import type { Field } from './field.ts';

/** How a generator signs in to AWS: `auth` of ECRAuthorizationToken and STSSessionToken. */
export const awsAuthFields = (): readonly Field[] => [
  { path: 'jwt', type: 'object' },
  { path: 'jwt.serviceAccountRef', type: 'ServiceAccountSelector' },
  { path: 'secretRef', type: 'object' },
  { path: 'secretRef.accessKeyIDSecretRef', type: 'SecretKeySelector' },
  { path: 'secretRef.secretAccessKeySecretRef', type: 'SecretKeySelector' },
  { path: 'secretRef.sessionTokenSecretRef', type: 'SecretKeySelector' },
];
