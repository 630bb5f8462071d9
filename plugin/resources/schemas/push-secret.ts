import { exactlyOne } from './exactly-one.ts';
import type { Field, FieldRule } from './field.ts';
import { generatorRefFields } from './generator-ref.ts';
import { templateFields } from './template.ts';

const conversion = { default: 'None', allowed: ['None', 'ReverseUnicode'] } as const;

const namesStore: FieldRule = {
  says: 'storeRef must specify either name or labelSelector',
  holds: ({ storeRef }) => Object.hasOwn(Object(storeRef), 'name') || Object.hasOwn(Object(storeRef), 'labelSelector'),
};

const bundleOrRewrite: FieldRule = {
  says: 'remoteKey and rewrite are mutually exclusive: rewrite is only supported in per-key mode (without remoteKey)',
  holds: ({ remoteKey, rewrite }) => remoteKey === undefined || !Array.isArray(rewrite) || rewrite.length === 0,
};

/** `spec` of a PushSecret, v1alpha1. */
export const pushSecretFields = (): readonly Field[] => [
  { path: 'data', type: 'object[]' },
  { path: 'data[].conversionStrategy', type: 'string', ...conversion },
  { path: 'data[].match', type: 'object', required: true },
  { path: 'data[].match.remoteRef', type: 'object', required: true },
  { path: 'data[].match.remoteRef.property', type: 'string' },
  { path: 'data[].match.remoteRef.remoteKey', type: 'string', required: true },
  { path: 'data[].match.secretKey', type: 'string' },
  { path: 'data[].metadata', type: 'any' },
  { path: 'dataTo', type: 'object[]' },
  { path: 'dataTo[]', type: 'object', rules: [namesStore, bundleOrRewrite] },
  { path: 'dataTo[].conversionStrategy', type: 'string', ...conversion },
  { path: 'dataTo[].match', type: 'object' },
  { path: 'dataTo[].match.regexp', type: 'string' },
  { path: 'dataTo[].metadata', type: 'any' },
  { path: 'dataTo[].remoteKey', type: 'string' },
  { path: 'dataTo[].rewrite', type: 'object[]' },
  { path: 'dataTo[].rewrite[]', type: 'object', rules: [exactlyOne('regexp', 'transform')] },
  { path: 'dataTo[].rewrite[].regexp', type: 'object' },
  { path: 'dataTo[].rewrite[].regexp.source', type: 'string', required: true },
  { path: 'dataTo[].rewrite[].regexp.target', type: 'string', required: true },
  { path: 'dataTo[].rewrite[].transform', type: 'object' },
  { path: 'dataTo[].rewrite[].transform.template', type: 'string', required: true },
  { path: 'dataTo[].storeRef', type: 'object', fields: storeRefFields },
  { path: 'deletionPolicy', type: 'string', default: 'None', allowed: ['Delete', 'None'] },
  { path: 'refreshInterval', type: 'string', default: '1h0m0s', format: 'duration' },
  { path: 'secretStoreRefs', type: 'object[]', required: true },
  { path: 'secretStoreRefs[]', type: 'object', fields: storeRefFields },
  { path: 'selector', type: 'object', required: true, minProperties: 1, maxProperties: 1 },
  { path: 'selector.generatorRef', type: 'object', fields: generatorRefFields },
  { path: 'selector.secret', type: 'object' },
  { path: 'selector.secret.name', type: 'string', text: 'DNS1123sub' },
  { path: 'selector.secret.selector', type: 'LabelSelector' },
  { path: 'template', type: 'object', fields: templateFields },
  { path: 'updatePolicy', type: 'string', default: 'Replace', allowed: ['Replace', 'IfNotExists'] },
];

function storeRefFields(): readonly Field[] {
  return [
    { path: 'kind', type: 'string', default: 'SecretStore', allowed: ['SecretStore', 'ClusterSecretStore'] },
    { path: 'labelSelector', type: 'LabelSelector' },
    { path: 'name', type: 'string', text: 'DNS1123sub' },
  ];
}
