import type { Field } from './field.ts';

/** `spec.provider.onepassword` of a store, v1: a Connect server. */
export const onepasswordFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true },
  { path: 'auth.secretRef', type: 'object', required: true },
  { path: 'auth.secretRef.connectTokenSecretRef', type: 'SecretKeySelector', required: true },
  { path: 'connectHost', type: 'string', required: true },
  { path: 'vaults', type: 'any', required: true, about: 'Names of vaults with the order in which they are searched.' },
];
