import type { Field } from './field.ts';

/** `remoteRef` of a data entry and `extract` of a dataFrom entry. */
export const remoteRefFields = (): readonly Field[] => [
  { path: 'conversionStrategy', type: 'string', allowed: ['Default', 'Unicode'] },
  { path: 'decodingStrategy', type: 'string', allowed: ['Auto', 'Base64', 'Base64URL', 'None'] },
  { path: 'key', type: 'string', required: true },
  { path: 'metadataPolicy', type: 'string', allowed: ['None', 'Fetch'] },
  { path: 'nullBytePolicy', type: 'string', allowed: ['Ignore', 'Fail'] },
  { path: 'property', type: 'string' },
  { path: 'version', type: 'string' },
];
