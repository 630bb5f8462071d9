import type { Field } from './field.ts';

/** `spec` of a SecretStore or ClusterSecretStore, v1, without what a provider brings (`storeProviders`). */
export const storeFields = (): readonly Field[] => [
  { path: 'conditions', type: 'object[]' },
  { path: 'conditions[].namespaceRegexes', type: 'string[]' },
  { path: 'conditions[].namespaceSelector', type: 'LabelSelector' },
  { path: 'conditions[].namespaces', type: 'string[]' },
  { path: 'conditions[].namespaces[]', type: 'string', text: 'DNS1123label' },
  { path: 'controller', type: 'string' },
  { path: 'provider', type: 'object', required: true, minProperties: 1, maxProperties: 1 },
  { path: 'refreshInterval', type: 'int-or-string' },
  { path: 'retrySettings', type: 'object' },
  { path: 'retrySettings.maxRetries', type: 'int', format: 'int32' },
  { path: 'retrySettings.retryInterval', type: 'string' },
];
