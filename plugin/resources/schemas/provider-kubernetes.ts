import type { Field } from './field.ts';

/** `spec.provider.kubernetes` of a store, v1. */
export const kubernetesFields = (): readonly Field[] => [
  { path: 'auth', type: 'object', minProperties: 1, maxProperties: 1 },
  { path: 'auth.cert', type: 'object' },
  { path: 'auth.cert.clientCert', type: 'SecretKeySelector', required: true },
  { path: 'auth.cert.clientKey', type: 'SecretKeySelector', required: true },
  { path: 'auth.serviceAccount', type: 'ServiceAccountSelector' },
  { path: 'auth.token', type: 'object' },
  { path: 'auth.token.bearerToken', type: 'SecretKeySelector', required: true },
  { path: 'authRef', type: 'SecretKeySelector' },
  { path: 'remoteNamespace', type: 'string', default: 'default', text: 'DNS1123label' },
  { path: 'server', type: 'object' },
  { path: 'server.caBundle', type: 'string', format: 'byte' },
  { path: 'server.caProvider', type: 'CAProvider' },
  { path: 'server.url', type: 'string', default: 'kubernetes.default' },
];
