import type { Field } from './field.ts';

/** `spec.provider.onepasswordSDK` of a store, v1: a service account. */
export const onepasswordSdkFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.serviceAccountSecretRef', type: 'SecretKeySelector', required: true },
  { path: 'cache', type: 'object' },
  { path: 'cache.maxSize', type: 'int', default: 100, minimum: 1 },
  { path: 'cache.ttl', type: 'string', default: '5m' },
  { path: 'environment', type: 'string' },
  { path: 'integrationInfo', type: 'object' },
  { path: 'integrationInfo.name', type: 'string', default: '1Password SDK' },
  { path: 'integrationInfo.version', type: 'string', default: 'v1.0.0' },
  { path: 'vault', type: 'string' },
];
