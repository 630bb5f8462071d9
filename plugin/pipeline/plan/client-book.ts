import { isTrusted } from '../../model/config.ts';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { PlannedClient, PlannedFind, PlannedRead, Reference } from '../../model/plan.ts';
import { type Find, findKey, type RemoteRef, remoteRefKey } from '../../model/remote.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Provider, Store } from '../../providers/provider.ts';
import { openProvider } from './open-provider.ts';

/** A store that was opened for a namespace, and the client that it shares with others of its identity. */
export interface OpenedStore {
  readonly store: Store;
  readonly client: PlannedClient<Store>;
  /** Notes that a remote value is wanted, once for all who want it. */
  read(ref: RemoteRef, by: Reference): PlannedRead;
  find(find: Find, by: Reference): PlannedFind;
}

/** Opens stores, and groups what is wanted by client. */
export interface ClientBook {
  /**
   * @param externalSecret - Whom it is opened for; absent where it is written to.
   * @throws The faults of the store's document, the same objects for the same store.
   */
  open(resource: StoreResource, usedFrom: string, externalSecret?: ExternalSecret): Promise<OpenedStore>;
  /** Whether somebody had it opened, or tried to. */
  has(resource: StoreResource): boolean;
  /** Every client with something to do, in the order it was first wanted. */
  clients(): readonly PlannedClient<Store>[];
}

/** Loads a backend by the field of `spec.provider`. */
export type LoadProvider = (name: string, externalSecret?: ExternalSecret) => Promise<Provider | undefined>;

/** What a client book is made from. */
export interface ClientBookSources {
  readonly load: LoadProvider;
  /** The providers there are, for errors. */
  readonly supported: readonly string[];
  /** Whether each ExternalSecret opens its stores for itself (offline: it knows what its templates expect). */
  readonly bySecret: boolean;
}

/** Makes an empty client book. */
export function clientBook(sources: ClientBookSources): ClientBook {
  const opened = new Map<StoreResource, Map<unknown, Promise<OpenedStore>>>();
  const clients = new Map<string, OpenClient>();
  return {
    open(resource, usedFrom, externalSecret) {
      const byUser = opened.get(resource) ?? new Map<unknown, Promise<OpenedStore>>();
      opened.set(resource, byUser);
      const user = sources.bySecret ? externalSecret : usedFrom;
      let store = byUser.get(user);
      if (store === undefined) {
        store = openStore(resource, usedFrom, externalSecret, { ...sources, clients });
        store.catch(() => undefined);
        byUser.set(user, store);
      }
      return store;
    },
    has: (resource) => opened.has(resource),
    clients: () => [...clients.values()].filter(({ reads, finds }) => reads.length + finds.length > 0),
  };
}

interface OpenClient extends PlannedClient<Store> {
  readonly reads: PlannedRead[];
  readonly finds: PlannedFind[];
  /** The same by their keys, with the references still growing. */
  readonly known: Map<string, { readonly item: PlannedRead | PlannedFind; readonly wantedBy: Reference[] }>;
}

interface Book extends ClientBookSources {
  readonly clients: Map<string, OpenClient>;
}

async function openStore(
  resource: StoreResource,
  usedFrom: string,
  externalSecret: ExternalSecret | undefined,
  book: Book,
): Promise<OpenedStore> {
  const load = (provider: string) => book.load(provider, externalSecret);
  const { name, store } = await openProvider(resource, usedFrom, { load, supported: book.supported });
  // A store of the input never shares the sign-in of a trusted one, however alike they look.
  const id = JSON.stringify([name, isTrusted(resource.origin), store.identity, resource.spec.retrySettings]);
  let client = book.clients.get(id);
  if (client === undefined) {
    client = { id, provider: name, store, resource, usedFrom, reads: [], finds: [], known: new Map() };
    book.clients.set(id, client);
  }
  const { reads, finds, known } = client;
  return {
    store,
    client,
    read: (ref, by) => noted(`read ${remoteRefKey(ref)}`, by, known, reads, (wantedBy) => ({ ref, wantedBy })),
    find: (find, by) => noted(`find ${findKey(find)}`, by, known, finds, (wantedBy) => ({ find, wantedBy })),
  };
}

/** Adds who wants it to what is wanted already, or begins a new one. */
function noted<Item extends PlannedRead | PlannedFind>(
  key: string,
  by: Reference,
  known: OpenClient['known'],
  items: Item[],
  make: (wantedBy: readonly Reference[]) => Item,
): Item {
  const before = known.get(key);
  if (before !== undefined) {
    before.wantedBy.push(by);
    return before.item as Item;
  }
  const wantedBy = [by];
  const item = make(wantedBy);
  known.set(key, { item, wantedBy });
  items.push(item);
  return item;
}
