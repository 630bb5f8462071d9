import type { Field } from './field.ts';

/** `spec.provider.webhook` of a store, v1. */
export const webhookFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', minProperties: 1, maxProperties: 1 },
  { path: 'auth.ntlm', type: 'object' },
  { path: 'auth.ntlm.passwordSecret', type: 'SecretKeySelector', required: true },
  { path: 'auth.ntlm.usernameSecret', type: 'SecretKeySelector', required: true },
  { path: 'body', type: 'string' },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'headers', type: 'map' },
  { path: 'method', type: 'string' },
  { path: 'result', type: 'object' },
  { path: 'result.jsonPath', type: 'string' },
  { path: 'secrets', type: 'object[]' },
  { path: 'secrets[].name', type: 'string', required: true },
  { path: 'secrets[].secretRef', type: 'SecretKeySelector', required: true },
  { path: 'timeout', type: 'string' },
  { path: 'url', type: 'string', required: true },
];
