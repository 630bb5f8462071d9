import type { Field } from './field.ts';
import { generatorRefFields } from './generator-ref.ts';

/** `sourceRef` of a data or dataFrom entry. */
export const sourceRefFields = (): readonly Field[] => [
  { path: 'generatorRef', type: 'object', fields: generatorRefFields },
  { path: 'storeRef', type: 'object' },
  { path: 'storeRef.kind', type: 'string', allowed: ['SecretStore', 'ClusterSecretStore'] },
  { path: 'storeRef.name', type: 'string', text: 'DNS1123sub' },
];
