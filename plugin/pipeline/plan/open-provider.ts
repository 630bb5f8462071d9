import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import { throwAll } from '../../errors/map-all.ts';
import { showObject } from '../../model/place.ts';
import { objectName } from '../../model/resource.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Provider, Store } from '../../providers/provider.ts';
import { storeInfo } from './store-info.ts';

/** A store's document, understood by its provider. Nothing was asked yet. */
export interface OpenedProvider {
  /** The field of `spec.provider`. */
  readonly name: string;
  readonly provider: Provider;
  readonly store: Store;
}

/** Where providers come from. */
export interface ProviderSources {
  load(name: string): Promise<Provider | undefined>;
  /** The providers there are, for errors. */
  readonly supported: readonly string[];
}

/**
 * Opens the store of a document.
 *
 * @param usedFrom - The namespace that references without one are read from.
 * @throws ManifestError `PROVIDER_UNSUPPORTED`, and what the provider refuses in the document.
 */
export async function openProvider(
  resource: StoreResource,
  usedFrom: string,
  { load, supported }: ProviderSources,
): Promise<OpenedProvider> {
  const [name = '', spec = {}] = Object.entries(resource.spec.provider)[0] ?? [];
  const provider = await load(name);
  if (provider === undefined) {
    const place = resource.place(`spec.provider.${name}`);
    throw manifestError('PROVIDER_UNSUPPORTED', { provider: name, supported }, place);
  }
  const info = storeInfo(resource, name, usedFrom);
  throwAll((provider.validate?.(spec, info) ?? []).map((fault) => ofStore(fault, resource)));
  return { name, provider, store: provider.open(spec, info) };
}

/** The entries that use the store move the fault to their own place, so that its name has to stand in the words. */
function ofStore(fault: EsrError, resource: StoreResource): EsrError {
  return fault.concerning(showObject(objectName(resource)), fault.place ?? resource.place());
}
