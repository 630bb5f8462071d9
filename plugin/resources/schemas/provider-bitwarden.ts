import type { Field } from './field.ts';

/** `spec.provider.bitwardensecretsmanager` of a store, v1. Its `caBundle` is text, not bytes, as in the CRD. */
export const bitwardenFields = (): readonly Field[] => [
  { path: 'apiURL', type: 'string' },
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.secretRef', type: 'object', required: true },
  { path: 'auth.secretRef.credentials', type: 'SecretKeySelector', required: true },
  { path: 'bitwardenServerSDKURL', type: 'string' },
  { path: 'caBundle', type: 'string' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'identityURL', type: 'string' },
  { path: 'organizationID', type: 'string', required: true },
  { path: 'projectID', type: 'string', required: true },
];
