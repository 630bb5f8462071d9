import type { Field, SharedType } from './field.ts';

/** The fields of the types that many kinds share. */
export const sharedTypes: Readonly<Record<SharedType, readonly Field[]>> = {
  SecretKeySelector: [
    { path: 'name', type: 'string', text: 'DNS1123sub' },
    { path: 'key', type: 'string', text: 'DataKey' },
    { path: 'namespace', type: 'string', text: 'DNS1123label' },
  ],
  ServiceAccountSelector: [
    { path: 'name', type: 'string', required: true, text: 'DNS1123sub' },
    { path: 'namespace', type: 'string', text: 'DNS1123label' },
    { path: 'audiences', type: 'string[]' },
  ],
  CAProvider: [
    { path: 'type', type: 'string', required: true, allowed: ['Secret', 'ConfigMap'] },
    { path: 'name', type: 'string', required: true, text: 'DNS1123sub' },
    { path: 'key', type: 'string', text: 'DataKey' },
    { path: 'namespace', type: 'string', text: 'DNS1123label' },
  ],
  LabelSelector: [
    { path: 'matchLabels', type: 'map' },
    { path: 'matchExpressions', type: 'object[]' },
    { path: 'matchExpressions[].key', type: 'string', required: true },
    { path: 'matchExpressions[].operator', type: 'string', required: true },
    { path: 'matchExpressions[].values', type: 'string[]' },
  ],
};
