import type { StoreInfo } from '../../plugin/providers/provider.ts';

/** A store's info, for tests that open a provider by hand: SecretStore `test` in namespace `default`. */
export function testStoreInfo(changes: Partial<StoreInfo> = {}): StoreInfo {
  const { kind, name, ...rest } = { kind: 'SecretStore', name: 'test', ...changes } as const;
  return {
    kind,
    name,
    namespace: 'default',
    usedFrom: 'default',
    place: (field) => ({
      file: 'store.yaml',
      object: { kind, name },
      field: `spec.provider.test${field === '' ? '' : `.${field}`}`,
    }),
    ...rest,
  };
}
