import type { Field } from './field.ts';

/** `spec.provider.gitlab` of a store, v1. */
export const gitlabFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.SecretRef', type: 'object', required: true },
  { path: 'auth.SecretRef.accessToken', type: 'SecretKeySelector' },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'environment', type: 'string' },
  { path: 'groupIDs', type: 'string[]' },
  { path: 'inheritFromGroups', type: 'bool' },
  { path: 'projectID', type: 'string' },
  { path: 'url', type: 'string' },
];
