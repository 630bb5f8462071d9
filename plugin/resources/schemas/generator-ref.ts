import type { Field } from './field.ts';
import { generatorKinds } from './generator-kinds.ts';

/** A reference to a generator. */
export const generatorRefFields = (): readonly Field[] => [
  { path: 'apiVersion', type: 'string', default: 'generators.external-secrets.io/v1alpha1' },
  { path: 'kind', type: 'string', required: true, allowed: generatorKinds },
  { path: 'name', type: 'string', required: true, text: 'DNS1123sub' },
];
