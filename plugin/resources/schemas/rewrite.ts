import type { Field } from './field.ts';

/** One step of `dataFrom[].rewrite`. */
export const rewriteFields = (): readonly Field[] => [
  { path: 'merge', type: 'object' },
  { path: 'merge.conflictPolicy', type: 'string', default: 'Error', allowed: ['Ignore', 'Error'] },
  { path: 'merge.into', type: 'string', default: '' },
  { path: 'merge.priority', type: 'string[]' },
  { path: 'merge.priorityPolicy', type: 'string', default: 'Strict', allowed: ['IgnoreNotFound', 'Strict'] },
  { path: 'merge.strategy', type: 'string', default: 'Extract', allowed: ['Extract', 'JSON'] },
  { path: 'regexp', type: 'object' },
  { path: 'regexp.source', type: 'string', required: true },
  { path: 'regexp.target', type: 'string', required: true },
  { path: 'transform', type: 'object' },
  { path: 'transform.template', type: 'string', required: true },
];
