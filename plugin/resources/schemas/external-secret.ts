import type { Field } from './field.ts';
import { remoteRefFields } from './remote-ref.ts';
import { rewriteFields } from './rewrite.ts';
import { sourceRefFields } from './source-ref.ts';
import { templateFields } from './template.ts';

const schedule = '^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|@every [^\\s]+.*|[^\\s]+( [^\\s]+){4})$';

/** `spec` of an ExternalSecret, v1. External Secrets Operator 2.9: config/crds/bases/external-secrets.io_externalsecrets.yaml. */
export const externalSecretFields = (): readonly Field[] => [
  { path: 'data', type: 'object[]' },
  { path: 'data[].remoteRef', type: 'object', required: true, fields: remoteRefFields },
  { path: 'data[].secretKey', type: 'string', required: true, text: 'DataKey' },
  { path: 'data[].sourceRef', type: 'object', minProperties: 1, maxProperties: 1, fields: sourceRefFields },
  { path: 'dataFrom', type: 'object[]' },
  { path: 'dataFrom[].extract', type: 'object', fields: remoteRefFields },
  { path: 'dataFrom[].find', type: 'object' },
  { path: 'dataFrom[].find.conversionStrategy', type: 'string', allowed: ['Default', 'Unicode'] },
  { path: 'dataFrom[].find.decodingStrategy', type: 'string', allowed: ['Auto', 'Base64', 'Base64URL', 'None'] },
  { path: 'dataFrom[].find.name', type: 'object' },
  { path: 'dataFrom[].find.name.regexp', type: 'string' },
  { path: 'dataFrom[].find.nullBytePolicy', type: 'string', allowed: ['Ignore', 'Fail'] },
  { path: 'dataFrom[].find.path', type: 'string' },
  { path: 'dataFrom[].find.tags', type: 'map' },
  { path: 'dataFrom[].rewrite', type: 'object[]' },
  { path: 'dataFrom[].rewrite[]', type: 'object', minProperties: 1, maxProperties: 1, fields: rewriteFields },
  { path: 'dataFrom[].sourceRef', type: 'object', minProperties: 1, maxProperties: 1, fields: sourceRefFields },
  { path: 'refreshInterval', type: 'string', default: '1h0m0s', format: 'duration' },
  { path: 'refreshPolicy', type: 'string', allowed: ['CreatedOnce', 'Periodic', 'OnChange'] },
  { path: 'secretStoreRef', type: 'object' },
  { path: 'secretStoreRef.kind', type: 'string', allowed: ['SecretStore', 'ClusterSecretStore'] },
  { path: 'secretStoreRef.name', type: 'string', text: 'DNS1123sub' },
  { path: 'syncWindows', type: 'object' },
  { path: 'syncWindows.kind', type: 'string', required: true, allowed: ['allow', 'deny'] },
  { path: 'syncWindows.windows', type: 'object[]', required: true, minItems: 1 },
  { path: 'syncWindows.windows[].duration', type: 'string', required: true, format: 'duration' },
  { path: 'syncWindows.windows[].schedule', type: 'string', required: true, pattern: schedule, minLength: 1 },
  { path: 'target', type: 'object', default: { creationPolicy: 'Owner', deletionPolicy: 'Retain' } },
  {
    path: 'target.creationPolicy',
    type: 'string',
    default: 'Owner',
    allowed: ['Owner', 'Orphan', 'Merge', 'None', 'CreateOrMerge'],
  },
  { path: 'target.deletionPolicy', type: 'string', default: 'Retain', allowed: ['Delete', 'Merge', 'Retain'] },
  { path: 'target.immutable', type: 'bool' },
  { path: 'target.manifest', type: 'object' },
  { path: 'target.manifest.apiVersion', type: 'string', required: true, minLength: 1 },
  { path: 'target.manifest.kind', type: 'string', required: true, minLength: 1 },
  { path: 'target.name', type: 'string', text: 'DNS1123sub' },
  { path: 'target.template', type: 'object', fields: templateFields },
];
