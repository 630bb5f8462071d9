import { clusterExternalSecretFields } from './cluster-external-secret.ts';
import { externalSecretV1beta1Fields } from './external-secret-v1beta1.ts';
import type { Field } from './field.ts';

/** `spec` of a ClusterExternalSecret, v1beta1. */
export const clusterExternalSecretV1beta1Fields = (): readonly Field[] =>
  clusterExternalSecretFields().map((field) =>
    field.path === 'externalSecretSpec' ? { ...field, fields: externalSecretV1beta1Fields } : field,
  );
