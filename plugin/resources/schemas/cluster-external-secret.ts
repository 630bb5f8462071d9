import { externalSecretFields } from './external-secret.ts';
import type { Field } from './field.ts';

/** `spec` of a ClusterExternalSecret, v1. */
export const clusterExternalSecretFields = (): readonly Field[] => [
  { path: 'externalSecretMetadata', type: 'object' },
  { path: 'externalSecretMetadata.annotations', type: 'map' },
  { path: 'externalSecretMetadata.labels', type: 'map' },
  { path: 'externalSecretName', type: 'string', text: 'DNS1123sub' },
  { path: 'externalSecretSpec', type: 'object', required: true, fields: externalSecretFields },
  { path: 'namespaceSelector', type: 'LabelSelector' },
  { path: 'namespaceSelectors', type: 'LabelSelector[]' },
  { path: 'namespaces', type: 'string[]' },
  { path: 'namespaces[]', type: 'string', text: 'DNS1123label' },
  { path: 'refreshTime', type: 'string', format: 'duration' },
];
