import type { Field, SharedType } from './field.ts';

/** The fields of the types that many kinds share. */
export const sharedTypes: Readonly<Record<SharedType, readonly Field[]>> = {
  SecretKeySelector: [
    { path: 'name', type: 'string', text: 'DNS1123sub', about: 'Name of the Secret.' },
    { path: 'key', type: 'string', text: 'DataKey', about: 'Key of the Secret.' },
    {
      path: 'namespace',
      type: 'string',
      text: 'DNS1123label',
      about: "Namespace of the Secret; only a ClusterSecretStore may name one that is not its user's.",
    },
  ],
  ServiceAccountSelector: [
    { path: 'name', type: 'string', required: true, text: 'DNS1123sub', about: 'Name of the ServiceAccount.' },
    {
      path: 'namespace',
      type: 'string',
      text: 'DNS1123label',
      about: "Namespace of the ServiceAccount; only a ClusterSecretStore may name one that is not its user's.",
    },
    { path: 'audiences', type: 'string[]', about: 'Audiences of the token beside those that the provider needs.' },
  ],
  CAProvider: [
    {
      path: 'type',
      type: 'string',
      required: true,
      allowed: ['Secret', 'ConfigMap'],
      about: 'Whether a Secret or a ConfigMap holds the certificates.',
    },
    { path: 'name', type: 'string', required: true, text: 'DNS1123sub', about: 'Its name.' },
    { path: 'key', type: 'string', text: 'DataKey', about: 'Its key.' },
    {
      path: 'namespace',
      type: 'string',
      text: 'DNS1123label',
      about: 'Its namespace; a ClusterSecretStore has to name it.',
    },
  ],
  LabelSelector: [
    { path: 'matchLabels', type: 'map', about: 'Labels that all have to be there.' },
    { path: 'matchExpressions', type: 'object[]', about: 'Expressions that all have to hold.' },
    { path: 'matchExpressions[].key', type: 'string', required: true, about: 'Name of a label.' },
    {
      path: 'matchExpressions[].operator',
      type: 'string',
      required: true,
      about: 'In, NotIn, Exists or DoesNotExist.',
    },
    { path: 'matchExpressions[].values', type: 'string[]', about: 'Values of the label, for In and NotIn.' },
  ],
};
