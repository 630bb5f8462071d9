import type { Field } from './field.ts';
import { storeFields } from './store.ts';
import { storeProviders } from './store-providers.ts';
import { storeV1beta1Fields } from './store-v1beta1.ts';
import { storeV1beta1Providers } from './store-v1beta1-providers.ts';

/**
 * The whole `spec` of a store, with what each provider brings; a provider's own table loads when a store names it.
 *
 * @param version - `v1` or `v1beta1`.
 */
export function storeSpecFields(version: 'v1' | 'v1beta1'): readonly Field[] {
  const [fields, providers] =
    version === 'v1' ? [storeFields(), storeProviders] : [storeV1beta1Fields(), storeV1beta1Providers];
  return [
    ...fields,
    ...[...providers].map(
      ([name, own]): Field =>
        own === undefined
          ? { path: `provider.${name}`, type: 'any' }
          : { path: `provider.${name}`, type: 'object', fields: own },
    ),
  ];
}
