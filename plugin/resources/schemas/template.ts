import type { Field } from './field.ts';

/** `target.template` of an ExternalSecret and `template` of a PushSecret. */
export const templateFields = (): readonly Field[] => [
  { path: 'data', type: 'map' },
  { path: 'engineVersion', type: 'string', default: 'v2', allowed: ['v2'] },
  { path: 'mergePolicy', type: 'string', default: 'Replace', allowed: ['Replace', 'Merge'] },
  { path: 'metadata', type: 'object' },
  { path: 'metadata.annotations', type: 'map' },
  { path: 'metadata.finalizers', type: 'string[]' },
  { path: 'metadata.labels', type: 'map' },
  { path: 'templateFrom', type: 'object[]' },
  { path: 'templateFrom[].configMap', type: 'object', fields: templateObjectFields },
  { path: 'templateFrom[].literal', type: 'string' },
  { path: 'templateFrom[].secret', type: 'object', fields: templateObjectFields },
  { path: 'templateFrom[].target', type: 'string', default: 'Data' },
  {
    path: 'templateFrom[].valuesDecodingStrategy',
    type: 'string',
    allowed: ['Auto', 'Base64', 'Base64URL', 'None'],
  },
  { path: 'type', type: 'string' },
];

function templateObjectFields(): readonly Field[] {
  return [
    { path: 'items', type: 'object[]', required: true },
    { path: 'items[].key', type: 'string', required: true, text: 'DataKey' },
    { path: 'items[].templateAs', type: 'string', default: 'Values', allowed: ['Values', 'KeysAndValues'] },
    { path: 'name', type: 'string', required: true, text: 'DNS1123sub' },
  ];
}
