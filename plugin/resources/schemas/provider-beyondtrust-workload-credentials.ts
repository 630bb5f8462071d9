import type { Field } from './field.ts';

/** `spec.provider` of a BeyondtrustWorkloadCredentialsDynamicSecret. */
export const beyondtrustWorkloadCredentialsFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.apikey', type: 'object', required: true },
  { path: 'auth.apikey.token', type: 'SecretKeySelector', required: true },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'folderPath', type: 'string' },
  { path: 'server', type: 'object', required: true },
  { path: 'server.apiUrl', type: 'string', required: true },
  { path: 'server.siteId', type: 'string', required: true },
];
