import { exactlyOne } from './exactly-one.ts';
import type { Field } from './field.ts';

/** `spec.provider.openBao` of a store, v1. */
export const openBaoFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', rules: [exactlyOne('appRole', 'tokenSecretRef', 'userPass')] },
  { path: 'auth.appRole', type: 'object', rules: [exactlyOne('roleId', 'roleRef')] },
  { path: 'auth.appRole.path', type: 'string', required: true, default: 'approle' },
  { path: 'auth.appRole.roleId', type: 'string', minLength: 1 },
  { path: 'auth.appRole.roleRef', type: 'SecretKeySelector' },
  { path: 'auth.appRole.secretRef', type: 'SecretKeySelector', required: true },
  { path: 'auth.namespace', type: 'string' },
  { path: 'auth.tokenSecretRef', type: 'SecretKeySelector' },
  { path: 'auth.userPass', type: 'object' },
  { path: 'auth.userPass.path', type: 'string', required: true, default: 'userpass' },
  { path: 'auth.userPass.secretRef', type: 'SecretKeySelector' },
  { path: 'auth.userPass.username', type: 'string', required: true },
  { path: 'caBundle', type: 'string', format: 'byte' },
  { path: 'caProvider', type: 'CAProvider' },
  { path: 'namespace', type: 'string' },
  { path: 'path', type: 'string' },
  { path: 'server', type: 'string', required: true },
  { path: 'version', type: 'string', default: 'v2', allowed: ['v1', 'v2'] },
];
