import type { EsrError } from '../../errors/esr-error.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { loadProvider } from './load-provider.ts';
import { storeInfo } from './store-info.ts';

/**
 * What providers refuse in stores of the input that nothing is read from; those that are used are judged when they are opened.
 *
 * @remarks
 * For `validate` alone: the admission webhook would refuse them, and nothing else comes of it. A provider or
 * service that we do not have is nobody's fault as long as nothing is read from it.
 */
export async function unusedStoreFaults(
  { stores, leftAlone }: Pick<Inventory, 'stores' | 'leftAlone'>,
  isUsed: (store: StoreResource) => boolean,
  run: Run,
): Promise<readonly EsrError[]> {
  const others = new Set(leftAlone);
  const unused = stores.filter(
    (store) => store.origin === 'input' && !isUsed(store) && !(store.document && others.has(store.document)),
  );
  const faults = await Promise.all(unused.map((store) => faultsOf(store, defaultNamespace(run))));
  return faults.flat();
}

async function faultsOf(store: StoreResource, usedFrom: string): Promise<readonly EsrError[]> {
  const [name = '', spec = {}] = Object.entries(store.spec.provider)[0] ?? [];
  const provider = await loadProvider(name);
  const faults = provider?.validate?.(spec, storeInfo(store, name, usedFrom)) ?? [];
  return faults.filter(({ code }) => code !== 'AWS_SERVICE');
}
