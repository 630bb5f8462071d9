import { manifestError } from '../../errors/manifest.ts';
import { nearest } from '../../errors/nearest.ts';
import { policyError } from '../../errors/policy.ts';
import { isTrusted } from '../../model/config.ts';
import type { StoreRef } from '../../model/external-secret.ts';
import type { Inventory, Wanted } from '../../model/inventory.ts';
import type { Origin } from '../../model/origin.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { conditionsMatch } from './conditions.ts';
import type { NamespaceLabels } from './namespaces.ts';

/** Finds the stores that references name. */
export interface StoreBook {
  /** The store of that name, or `undefined` where there is none. */
  find(ref: StoreRef | undefined, namespace: string): StoreResource | undefined;
  /**
   * The store that a namespace may use.
   * @throws ManifestError `STORE_NOT_FOUND`, PolicyError `STORE_CONDITION` or `INPUT_STORE_DENIED`: the same object for the
   *   same store and namespace, so that its references can be told together.
   */
  use(ref: StoreRef | undefined, namespace: string): Promise<StoreResource>;
}

/** What a store book is made from. */
export interface StoreBookSources {
  readonly inventory: Pick<Inventory, 'stores' | 'find' | 'refused'>;
  readonly run: Pick<Run, 'config' | 'application'>;
  readonly labels: NamespaceLabels;
  /** Stands in for a store that no document describes (`--offline`). */
  readonly assume?: (ref: Required<StoreRef>, namespace: string) => StoreResource;
}

/** Makes the store book of an inventory. */
export function storeBook(sources: StoreBookSources): StoreBook {
  const byName = index(sources);
  const find: StoreBook['find'] = (ref, namespace) => byName.get(keyOf(fill(ref), namespace));
  const used = new Map<string, Promise<StoreResource>>();
  return {
    find,
    use(ref, namespace) {
      const key = `${namespace}\n${keyOf(fill(ref), namespace)}`;
      let store = used.get(key);
      if (store === undefined) {
        store = check(find(ref, namespace), fill(ref), namespace, sources);
        store.catch(() => undefined);
        used.set(key, store);
      }
      return store;
    },
  };
}

/** Trusted places first: an application cannot put itself in a trusted store's place. */
const order: readonly Origin[] = ['platform', 'mount', 'cluster', 'input'];

function index({ inventory, run }: StoreBookSources): ReadonlyMap<string, StoreResource> {
  const unnamed = defaultNamespace(run);
  const byName = new Map<string, StoreResource>();
  for (const origin of order) {
    for (const store of inventory.stores.filter((one) => one.origin === origin)) {
      const { name, namespace = unnamed } = store.metadata;
      const kind = store.kind === 'ClusterSecretStore' ? 'ClusterSecretStore' : 'SecretStore';
      const key = keyOf({ kind, name }, namespace);
      if (!byName.has(key)) byName.set(key, store);
    }
  }
  return byName;
}

function fill(ref: StoreRef | undefined): Required<StoreRef> {
  return { kind: ref?.kind ?? 'SecretStore', name: ref?.name ?? '' };
}

function keyOf({ kind, name }: Required<StoreRef>, namespace: string): string {
  return kind === 'ClusterSecretStore' ? `${kind}\n${name}` : `${kind}\n${name}\n${namespace}`;
}

async function check(
  found: StoreResource | undefined,
  ref: Required<StoreRef>,
  namespace: string,
  { inventory, run, labels, assume }: StoreBookSources,
): Promise<StoreResource> {
  if (found === undefined) {
    const refused = inventory.refused?.find((each) => isMeant(each, ref, namespace));
    if (refused !== undefined) throw refused.fault;
    if (assume !== undefined && ref.name !== '') return assume(ref, namespace);
    const known = inventory.find({ ...ref, ...(ref.kind === 'SecretStore' ? { namespace } : {}) });
    const searched = 'searched' in known ? known.searched : ['the input'];
    throw manifestError('STORE_NOT_FOUND', { ...ref, searched, instead: insteadOf(ref, namespace, inventory) });
  }
  if (run.config.policy.inputStores === 'deny' && !isTrusted(found.origin)) {
    throw policyError('INPUT_STORE_DENIED', { ...ref });
  }
  const asksLabels = found.spec.conditions?.some(({ namespaceSelector }) => namespaceSelector !== undefined) ?? false;
  if (!conditionsMatch(found, namespace, asksLabels ? await labels.of(namespace) : undefined)) {
    throw policyError('STORE_CONDITION', { store: ref.name, namespace });
  }
  return found;
}

function isMeant(store: Wanted, { kind, name }: Required<StoreRef>, namespace: string): boolean {
  return store.kind === kind && store.name === name && (kind === 'ClusterSecretStore' || store.namespace === namespace);
}

/** What a reference to no store may have meant: the other kind, another namespace, or a name with a slip in it. */
function insteadOf(
  { kind, name }: Required<StoreRef>,
  namespace: string,
  { stores, refused = [] }: Pick<Inventory, 'stores' | 'refused'>,
): string | undefined {
  const called = stores.find(({ metadata }) => metadata.name === name);
  if (called !== undefined && called.kind !== kind) {
    return `a ${called.kind} is called so: set kind: ${called.kind};`;
  }
  if (called !== undefined)
    return `one of namespace "${called.metadata.namespace}" is called so, and only that may use it;`;
  const known = [...stores.map((store) => ({ kind: store.kind, ...store.metadata })), ...refused];
  const usable = known.filter((one) => one.kind === kind && (kind !== 'SecretStore' || one.namespace === namespace));
  const meant = nearest(
    name,
    usable.map((one) => one.name),
  );
  return meant === undefined ? undefined : `did you mean "${meant}"?`;
}
