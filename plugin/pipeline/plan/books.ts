import type { ExternalSecret, StoreRef } from '../../model/external-secret.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Provider } from '../../providers/provider.ts';
import { providers } from '../../providers/registry.ts';
import { loadGenerator } from '../load-generator.ts';
import { type ClientBook, clientBook, type LoadProvider } from './client-book.ts';
import { type GeneratorBook, generatorBook } from './generator-book.ts';
import { loadProvider } from './load-provider.ts';
import { namespaceLabels } from './namespaces.ts';
import { type RunBook, runBook } from './run-book.ts';
import { type StoreBook, storeBook } from './store-book.ts';

/** What a plan may be given besides the inventory. */
export interface PlanOptions {
  /** Shared with another plan of the same inventory, so that each knows what the other opened. */
  readonly books?: Books | undefined;
  /** Answers without a network: opens every store in its provider's place, and stands in for stores that no document describes. */
  readonly offline?:
    | {
        providerFor(externalSecret: ExternalSecret): Provider;
        assume(ref: Required<StoreRef>, namespace: string): StoreResource;
      }
    | undefined;
  /** Asks the cluster for a namespace's labels. */
  readonly namespaceLabels?: ((namespace: string) => Promise<Readonly<Record<string, string>> | undefined>) | undefined;
}

/** What planning looks up, and what it writes down. */
export interface Books {
  readonly stores: StoreBook;
  readonly generators: GeneratorBook;
  readonly clients: ClientBook;
  readonly runs: RunBook;
}

/** Opens the books of one plan. */
export function openBooks(inventory: Inventory, run: Run, options: PlanOptions): Books {
  if (options.books !== undefined) return options.books;
  const labels = namespaceLabels(inventory, run, options.namespaceLabels);
  const { offline } = options;
  const load: LoadProvider =
    offline === undefined
      ? loadProvider
      : (name, externalSecret) =>
          externalSecret === undefined ? loadProvider(name) : Promise.resolve(offline.providerFor(externalSecret));
  return {
    stores: storeBook({ inventory, run, labels, ...(offline === undefined ? {} : { assume: offline.assume }) }),
    generators: generatorBook(inventory, run),
    clients: clientBook({ load, supported: Object.keys(providers), bySecret: offline !== undefined }),
    runs: runBook(loadGenerator),
  };
}
