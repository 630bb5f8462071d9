import type { EsrError } from '../errors/esr-error.ts';
import { faultIn } from '../errors/fault-in.ts';
import { manifestError } from '../errors/manifest.ts';
import { tellAll } from '../errors/tell-all.ts';
import type { ExternalSecret, StoreRef } from '../model/external-secret.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Resource } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { StoreResource } from '../model/store.ts';
import type { Provider, Store } from '../providers/provider.ts';
import { providers } from '../providers/registry.ts';
import { defaultNamespace } from '../trust/default-namespace.ts';
import { checkClients } from './fetch/check-clients.ts';
import { loadProvider } from './plan/load-provider.ts';
import { openProvider } from './plan/open-provider.ts';
import { takeInventory } from './take-inventory.ts';

/** One store, and whether it works. */
export interface CheckedStore {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Absent where no document describes it. */
  readonly resource?: StoreResource;
  readonly provider?: string;
  readonly capabilities?: Provider['capabilities'];
  /** How many ExternalSecrets of the input name it. */
  readonly users: number;
  /** What keeps it from working; absent where it works. */
  readonly fault?: EsrError;
  /** Another controller's: it was not asked. */
  readonly isOthers?: true;
}

/**
 * Signs in to every store of the input and of the platform configuration, and to those that the input names and nobody has.
 *
 * @returns The stores in the order of their documents.
 * @throws EsrErrors with what is wrong with documents, but for those of stores.
 */
export async function checkStores(sources: readonly Source[], run: Run): Promise<readonly CheckedStore[]> {
  const documentFaults: EsrError[] = [];
  const tolerant: Run = { ...run, fault: (fault) => void documentFaults.push(fault) };
  const inventory = await takeInventory(sources, tolerant, { wantsPlatform: true });
  const refused = new Set((inventory.refused ?? []).map(({ fault }) => fault));
  tellAll(
    documentFaults.filter((fault) => !refused.has(fault)),
    {},
  );
  const users = usersOf(inventory, run);
  const opened = await Promise.all(inventory.stores.map((store) => openOne(store, users, run)));
  const asked = opened.flatMap(({ client }) => client ?? []);
  const faults = await checkClients(asked, inventory.supporting, run);
  const checked = opened.map(({ client, ...known }): CheckedStore => {
    const fault = client === undefined ? known.fault : faults[asked.indexOf(client)];
    return { ...known, ...(fault === undefined ? {} : { fault }) };
  });
  return [...checked, ...refusedStores(inventory, users), ...missing(inventory, users)];
}

interface Opened extends CheckedStore {
  readonly client?: { readonly store: Store; readonly resource: StoreResource; readonly usedFrom: string };
}

async function openOne(resource: StoreResource, users: Users, run: Run): Promise<Opened> {
  const { name, namespace } = resource.metadata;
  const named = { kind: resource.kind, ...(namespace === undefined ? {} : { namespace }), name, resource };
  const own = users.get(keyOf(named)) ?? [];
  const [provider = ''] = Object.keys(resource.spec.provider);
  const known = { ...named, provider, users: own.length };
  const { controller = '' } = resource.spec;
  if (controller !== '' && controller !== run.config.controllerClass) return { ...known, isOthers: true };
  const usedFrom = namespace ?? own[0]?.metadata.namespace ?? defaultNamespace(run);
  try {
    const sources = { load: loadProvider, supported: Object.keys(providers) };
    const { provider: opened, store } = await openProvider(resource, usedFrom, sources);
    return { ...known, capabilities: opened.capabilities, client: { store, resource, usedFrom } };
  } catch (thrown) {
    const fault = faultIn(thrown);
    if (fault === undefined) throw thrown;
    return { ...known, fault };
  }
}

type Users = ReadonlyMap<string, readonly ExternalSecret[]>;

/** The ExternalSecrets that name a store. */
function usersOf({ externalSecrets }: Inventory, run: Run): Users {
  const users = new Map<string, ExternalSecret[]>();
  for (const externalSecret of externalSecrets) {
    const { spec, metadata } = externalSecret;
    const entries = [...(spec.data ?? []), ...(spec.dataFrom ?? [])];
    const refs = entries.flatMap(({ sourceRef }): readonly (StoreRef | undefined)[] =>
      sourceRef === undefined ? [spec.secretStoreRef] : [sourceRef.storeRef],
    );
    const namespace = metadata.namespace ?? defaultNamespace(run);
    for (const key of new Set(refs.flatMap((ref) => (ref?.name === undefined ? [] : keyOf(filled(ref, namespace)))))) {
      users.set(key, [...(users.get(key) ?? []), externalSecret]);
    }
  }
  return users;
}

function filled({ kind = 'SecretStore', name = '' }: StoreRef, namespace: string): Named {
  return kind === 'SecretStore' ? { kind, namespace, name } : { kind, name };
}

type Named = Pick<CheckedStore, 'kind' | 'namespace' | 'name'>;

function keyOf({ kind, namespace, name }: Named): string {
  return JSON.stringify(kind === 'SecretStore' ? [kind, namespace, name] : [kind, name]);
}

function refusedStores({ refused = [] }: Inventory, users: Users): readonly CheckedStore[] {
  return refused
    .filter(({ kind }) => kind === 'SecretStore' || kind === 'ClusterSecretStore')
    .map(({ kind, namespace, name, fault }) => {
      const named = { kind, ...(kind === 'SecretStore' && namespace !== undefined ? { namespace } : {}), name };
      return { ...named, users: users.get(keyOf(named))?.length ?? 0, fault };
    });
}

/** Those that the input names, and nobody has. */
function missing(inventory: Inventory, users: Users): readonly CheckedStore[] {
  const there = new Set([...inventory.stores.map(asNamed), ...(inventory.refused ?? [])].map(keyOf));
  return [...users].flatMap(([key, own]) => {
    if (there.has(key)) return [];
    const [kind, ...rest] = JSON.parse(key) as [string, string, string?];
    const named = kind === 'SecretStore' ? { kind, namespace: rest[0], name: rest[1] ?? '' } : { kind, name: rest[0] };
    const found = inventory.find(named);
    const searched = 'searched' in found ? found.searched : ['the input'];
    const fault = manifestError('STORE_NOT_FOUND', { kind, name: named.name, searched }, own[0]?.place('spec'));
    return { ...named, users: own.length, fault };
  });
}

function asNamed({ kind, metadata }: Resource<unknown>): Named {
  return { kind, ...metadata };
}
