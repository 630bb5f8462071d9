import { amendFields } from './amend-fields.ts';
import type { Field } from './field.ts';
import { storeFields } from './store.ts';

/** `spec` of a SecretStore or ClusterSecretStore, v1beta1, without what a provider brings. */
export const storeV1beta1Fields = (): readonly Field[] =>
  amendFields(storeFields(), { change: { refreshInterval: { type: 'int' } } });
