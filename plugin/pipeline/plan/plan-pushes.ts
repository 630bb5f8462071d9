import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { policyError } from '../../errors/policy.ts';
import { pushError } from '../../errors/push.ts';
import { tellAll } from '../../errors/tell-all.ts';
import type { Inventory } from '../../model/inventory.ts';
import { type Place, showObject } from '../../model/place.ts';
import type { PlannedPush, PushTarget, RecordedKey, Removal } from '../../model/push.ts';
import type { PushSecret, PushStoreRef } from '../../model/push-secret.ts';
import { objectName } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { StoreResource } from '../../model/store.ts';
import type { Store } from '../../providers/provider.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import { namespaceClaimFault } from '../../trust/namespace-claim.ts';
import { type Policy, policyFor } from '../../trust/policy.ts';
import { type Books, openBooks, type PlanOptions } from './books.ts';

/** What is planned: where each PushSecret writes to, and where recorded keys stand. */
export interface PushPlan {
  readonly pushes: readonly PlannedPush<Store>[];
  readonly recorded: readonly Removal<Store>[];
}

/** What a push is planned from. */
export interface PushesToPlan {
  readonly inventory: Inventory;
  readonly pushSecrets: readonly PushSecret[];
  readonly recorded: readonly RecordedKey[];
}

/**
 * Decides which stores each PushSecret writes to, and what policy says to it.
 *
 * @remarks
 * ESO: `pushsecret_controller.go`, `GetSecretStores`, `removeUnmanagedStores`. A key that may be read may be
 * written: `policy.rules` know no difference. Stores of one identity share a client, so that what one entry writes is known
 * to the next.
 *
 * @throws EsrErrors with everything that is wrong or refused, unless the run goes on in spite of it.
 */
export async function planPushes(
  { inventory, pushSecrets, recorded }: PushesToPlan,
  run: Run,
  options: PlanOptions = {},
): Promise<PushPlan> {
  const planning = { inventory, run, books: openBooks(inventory, run, options) };
  const faults: EsrError[] = [];
  const each = async <T, R>(items: readonly T[], work: (item: T) => Promise<R | undefined>): Promise<readonly R[]> => {
    const done: R[] = [];
    for (const item of items) {
      try {
        const one = await work(item);
        if (one !== undefined) done.push(one);
      } catch (thrown) {
        const own = caughtFaults(thrown);
        faults.push(...own);
      }
    }
    return done;
  };
  const pushes = await each(pushSecrets, (pushSecret) => planPush(pushSecret, planning));
  const removals = await each(recorded, (one) => planRecorded(one, planning));
  tellAll(faults, run);
  return { pushes, recorded: removals };
}

interface Planning {
  readonly inventory: Inventory;
  readonly run: Run;
  readonly books: Books;
}

async function planPush(pushSecret: PushSecret, planning: Planning): Promise<PlannedPush<Store> | undefined> {
  const { run } = planning;
  const claim = namespaceClaimFault(pushSecret, run);
  if (claim !== undefined) throw claim;
  const namespace = pushSecret.metadata.namespace ?? defaultNamespace(run);
  checkStoreRefs(pushSecret);
  const named = await mapAllAsync(pushSecret.spec.secretStoreRefs, async (ref, index) => {
    const at = pushSecret.place(fieldOf(ref, index));
    return (await storesOf(ref, at, namespace, planning)).map((store) => [store, at] as const);
  });
  // A store that is named twice is written to once.
  const stores = new Map(named.flat().toReversed());
  const all = [...new Set(named.flat().map(([store]) => store))];
  // What stands in for one that no document describes (`--values`) tells nothing of writing.
  const inOrder = all.filter(({ document }) => document !== undefined);
  if (inOrder.length < all.length && inOrder.length === 0) return undefined;
  const ours = inOrder.filter(({ spec }) => isOurs(spec.controller, run));
  if (ours.length === 0) {
    warnNoStore(pushSecret, inOrder, run);
    return undefined;
  }
  const targets = await mapAllAsync(ours, (store) => targetOf(store, namespace, stores.get(store) as Place, planning));
  checkLabels(pushSecret, targets);
  return { pushSecret, namespace, targets };
}

/** The part of a reference that chooses. */
function fieldOf({ name, labelSelector }: PushStoreRef, index: number): string {
  const part = labelSelector !== undefined ? '.labelSelector' : name ? '.name' : '';
  return `spec.secretStoreRefs[${index}]${part}`;
}

/** What `dataTo` says about stores must fit `secretStoreRefs`. ESO: `validateDataToStoreRefs`. */
function checkStoreRefs({ spec, place }: PushSecret): void {
  for (const [index, { storeRef }] of (spec.dataTo ?? []).entries()) {
    if (storeRef?.name === undefined) continue;
    const { kind, name } = storeRef;
    const isListed = spec.secretStoreRefs.some(
      (ref) => ref.kind === kind && (ref.name === name || ref.labelSelector !== undefined),
    );
    if (!isListed) throw pushError('PUSH_STORE_OTHER', { name }, place(`spec.dataTo[${index}].storeRef`));
  }
}

/** A selector must choose one of the stores that were found. */
function checkLabels({ spec, place }: PushSecret, targets: readonly PushTarget<Store>[]): void {
  for (const [index, { storeRef }] of (spec.dataTo ?? []).entries()) {
    if (storeRef?.labelSelector === undefined || storeRef.name) continue;
    const { kind, labelSelector } = storeRef;
    const at = place(`spec.dataTo[${index}].storeRef.labelSelector`);
    const isMet = targets.some((target) => target.kind === kind && matchesSelector(labelSelector, target.labels, at));
    if (!isMet) throw pushError('PUSH_STORE_LABELS', {}, at);
  }
}

/** The stores that a reference means: by name, or all of its kind that have the labels. */
async function storesOf(
  { kind, name, labelSelector }: PushStoreRef,
  at: Place,
  namespace: string,
  { inventory, books, run }: Planning,
): Promise<readonly StoreResource[]> {
  const use = async (wanted: string) => {
    try {
      return await books.stores.use({ kind, name: wanted }, namespace);
    } catch (thrown) {
      throw concerning(thrown, 'secretStoreRefs', at);
    }
  };
  if (labelSelector === undefined) {
    if (!name) throw pushError('PUSH_STORE_NAME', {}, at);
    return [await use(name)];
  }
  const unnamed = defaultNamespace(run);
  const names = inventory.stores
    .filter((store) => store.kind === kind)
    .filter(({ metadata }) => kind === 'ClusterSecretStore' || (metadata.namespace ?? unnamed) === namespace)
    .filter(({ metadata }) => matchesSelector(labelSelector, metadata.labels, at))
    .map(({ metadata }) => metadata.name);
  // The book takes the trusted one of two of a name, which may have other labels.
  const found = await mapAllAsync([...new Set(names)].sort(), use);
  return found.filter(({ metadata }) => matchesSelector(labelSelector, metadata.labels, at));
}

function isOurs(controller: string | undefined, { config }: Run): boolean {
  return controller === undefined || controller === '' || controller === config.controllerClass;
}

function warnNoStore(pushSecret: PushSecret, stores: readonly StoreResource[], run: Run): void {
  const [other] = stores;
  run.warn({
    code: 'PUSH_NO_STORE',
    says:
      other === undefined
        ? 'no store has the labels that secretStoreRefs asks for; nothing is pushed'
        : `nothing is pushed: ${showObject(objectName(other))} belongs to controller class "${other.spec.controller}"`,
    place: pushSecret.place('spec.secretStoreRefs'),
  });
}

async function planRecorded({ pushSecret, store, ref, place }: RecordedKey, planning: Planning) {
  const { books, run } = planning;
  const { namespace } = pushSecret;
  const metadata = { ...pushSecret, labels: {}, annotations: {} };
  const claim = namespaceClaimFault({ metadata, place: () => place }, run);
  if (claim !== undefined) throw claim;
  try {
    const resource = await books.stores.use(store, namespace);
    // Another controller's by now: it is no longer ours to remove anything there.
    if (!isOurs(resource.spec.controller, run)) return undefined;
    const target = await targetOf(resource, namespace, place, planning);
    return { pushSecret, target, ref, place };
  } catch (thrown) {
    throw concerning(thrown, `what PushSecret ${namespace}/${pushSecret.name} pushed earlier`, place);
  }
}

async function targetOf(
  resource: StoreResource,
  namespace: string,
  at: Place,
  { books, run }: Planning,
): Promise<PushTarget<Store>> {
  const { kind, name } = objectName(resource);
  const storeName = showObject(objectName(resource));
  const policy = policyFor(run.config.policy.rules, { namespace, application: run.application });
  const provider = Object.keys(resource.spec.provider)[0] ?? '';
  const refusal = policy.refusesStore({ kind, name, ...(kind === 'SecretStore' ? { namespace } : {}), provider });
  if (refusal !== undefined) throw policyError('POLICY', { what: storeName, verb: 'write', ...refusal }, at);
  try {
    const { client } = await books.clients.open(resource, namespace);
    return {
      client,
      storeName,
      kind: kind === 'ClusterSecretStore' ? kind : 'SecretStore',
      name,
      labels: resource.metadata.labels,
      place: at,
      refusal: (key) => keyRefusal(policy, key, storeName),
    };
  } catch (thrown) {
    throw concerning(thrown, storeName, at);
  }
}

function keyRefusal(policy: Policy, key: string, storeName: string): EsrError | undefined {
  const refusal = policy.refusesKey(key);
  return refusal === undefined
    ? undefined
    : policyError('POLICY', { what: `key "${key}" of ${storeName}`, verb: 'write', ...refusal });
}

/** The fault of something shared, as it meets this one. */
function concerning(thrown: unknown, subject: string, at: Place): unknown {
  const fault = faultIn(thrown);
  return fault === undefined ? thrown : fault.concerning(subject, at);
}
