import type { StoreResource } from '../../model/store.ts';
import type { StoreInfo } from '../../providers/provider.ts';

/** What a provider is told of a store besides its own part of the document. */
export function storeInfo(resource: StoreResource, provider: string, usedFrom: string): StoreInfo {
  const { name, namespace } = resource.metadata;
  return {
    kind: resource.kind === 'ClusterSecretStore' ? 'ClusterSecretStore' : 'SecretStore',
    name,
    ...(resource.kind === 'ClusterSecretStore' ? {} : { namespace: namespace ?? usedFrom }),
    usedFrom,
    ...(resource.spec.retrySettings === undefined ? {} : { retrySettings: resource.spec.retrySettings }),
    place: (field) => resource.place(`spec.provider.${provider}${field === '' ? '' : `.${field}`}`),
  };
}
