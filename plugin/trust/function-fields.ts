import type { Field } from '../resources/schemas/field.ts';

/** What a `RenderConfig` in a kustomization has besides the platform configuration (schemas/function-config.schema.json). */
export const functionFields = (): readonly Field[] => [
  { path: 'metadata', type: 'any', about: "Name and annotations, for kustomize; among them the function's own." },
  {
    path: 'files',
    type: 'string[]',
    default: [],
    about:
      'Files and folders that are rendered beside the items; a generator makes its output of them. Relative to the kustomization.',
  },
  {
    path: 'mode',
    type: 'string',
    default: 'render',
    allowed: ['render', 'validate'],
    about: 'Whether ExternalSecrets are rendered, or only checked; validate is for the list of validators alone.',
  },
  {
    path: 'offline',
    type: 'bool',
    default: false,
    about: 'Ask no store; every value is a placeholder that stays the same.',
  },
  {
    path: 'values',
    type: 'string',
    about: 'File with answers in the place of the stores, STORE: {KEY: value}; relative to the kustomization.',
  },
  { path: 'argsOneLiner', type: 'string', about: "Flags for the legacy plugin; kustomize's own field." },
  { path: 'argsFromFile', type: 'string', about: "File of flags for the legacy plugin; kustomize's own field." },
];
