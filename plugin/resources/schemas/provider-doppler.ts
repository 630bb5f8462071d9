import type { Field } from './field.ts';

/** `spec.provider.doppler` of a store, v1. */
export const dopplerFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', required: true, minProperties: 1, maxProperties: 1 },
  { path: 'auth.oidcConfig', type: 'object' },
  { path: 'auth.oidcConfig.expirationSeconds', type: 'int', format: 'int64', default: 600 },
  { path: 'auth.oidcConfig.identity', type: 'string', required: true },
  { path: 'auth.oidcConfig.serviceAccountRef', type: 'ServiceAccountSelector', required: true },
  { path: 'auth.secretRef', type: 'object' },
  { path: 'auth.secretRef.dopplerToken', type: 'SecretKeySelector', required: true },
  { path: 'config', type: 'string' },
  { path: 'format', type: 'string', allowed: ['json', 'dotnet-json', 'env', 'yaml', 'docker'] },
  {
    path: 'nameTransformer',
    type: 'string',
    allowed: ['upper-camel', 'camel', 'lower-snake', 'tf-var', 'dotnet-env', 'lower-kebab'],
  },
  { path: 'project', type: 'string' },
];
