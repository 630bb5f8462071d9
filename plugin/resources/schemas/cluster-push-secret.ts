import type { Field } from './field.ts';
import { pushSecretFields } from './push-secret.ts';

/** `spec` of a ClusterPushSecret, v1alpha1. */
export const clusterPushSecretFields = (): readonly Field[] => [
  { path: 'namespaceSelectors', type: 'LabelSelector[]' },
  { path: 'pushSecretMetadata', type: 'object' },
  { path: 'pushSecretMetadata.annotations', type: 'map' },
  { path: 'pushSecretMetadata.labels', type: 'map' },
  { path: 'pushSecretName', type: 'string', text: 'DNS1123sub' },
  { path: 'pushSecretSpec', type: 'object', required: true, fields: pushSecretFields },
  { path: 'refreshTime', type: 'string', format: 'duration' },
];
