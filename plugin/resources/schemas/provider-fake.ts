import type { Field } from './field.ts';

/** `spec.provider.fake` of a store, v1. */
export const fakeFields = (): readonly Field[] => [
  { path: 'data', type: 'object[]', required: true },
  { path: 'data[].key', type: 'string', required: true },
  { path: 'data[].value', type: 'string', required: true },
  { path: 'data[].version', type: 'string' },
  { path: 'validationResult', type: 'int' },
];
