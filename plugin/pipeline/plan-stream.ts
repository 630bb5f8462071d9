import type { Inventory } from '../model/inventory.ts';
import type { Plan, PlannedClient } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { Access, AccessOf } from '../providers/access.ts';
import type { Store } from '../providers/provider.ts';
import { reachOf } from '../trust/boundary.ts';
import { checkAllTemplates } from './check-all-templates.ts';
import { sharingId } from './fetch/sharing.ts';
import { gather } from './gather.ts';
import { type LoadRequest, load } from './load/load.ts';
import { plan } from './plan/plan.ts';
import { takeInventory } from './take-inventory.ts';

/** What would be read, and what it takes. */
export interface PlannedStream {
  readonly inventory: Inventory;
  readonly plan: Plan<Store>;
  readonly accesses: ReadonlyMap<PlannedClient<Store>, Access>;
}

/**
 * The line up to plan, without a store being asked, and what the plan takes in calls and rights.
 *
 * @throws EsrErrors with everything that keeps it from being planned.
 */
export async function planStream(request: LoadRequest, run: Run): Promise<PlannedStream> {
  const sources = await load(request, run);
  const planned = await gather(run, async (tolerant) => {
    const inventory = await takeInventory(sources, tolerant);
    const plans = await plan(inventory, tolerant);
    await checkAllTemplates(inventory, plans, tolerant);
    return { inventory, plan: plans };
  });
  return { ...planned, accesses: await accessesOf(planned.plan.clients, run) };
}

/** A sign-in that several stores share stands with the first of them. */
async function accessesOf(clients: readonly PlannedClient<Store>[], run: Run): Promise<PlannedStream['accesses']> {
  const accesses = new Map<PlannedClient<Store>, Access>();
  const signedIn = new Set<string>();
  for (const client of clients) {
    const { signIn = [], ...access } = await accessOf(client);
    const id = signInOf(client, run);
    const isFirst = id === undefined || !signedIn.has(id);
    if (id !== undefined) signedIn.add(id);
    accesses.set(client, isFirst ? { ...access, calls: [...signIn, ...access.calls] } : access);
  }
  return accesses;
}

function signInOf({ store, resource, usedFrom }: PlannedClient<Store>, run: Run): string | undefined {
  const { signsInAs } = store;
  if (signsInAs === undefined) return undefined;
  const { origin, spec } = resource;
  const retrySettings = store.retrySettings ?? spec.retrySettings;
  return sharingId(signsInAs, { origin, usedFrom, reach: reachOf(run, origin, usedFrom), retrySettings });
}

async function accessOf({ provider, resource, reads, finds }: PlannedClient<Store>): Promise<Access> {
  const { accesses } = await import('../providers/access-registry.ts');
  const registry: Readonly<Record<string, () => Promise<{ readonly access: AccessOf }>>> = accesses;
  const access = Object.hasOwn(registry, provider) ? (await registry[provider]?.())?.access : undefined;
  const wanted = { reads: reads.map(({ ref }) => ref), finds: finds.map(({ find }) => find) };
  return access?.(resource.spec.provider[provider] ?? {}, wanted) ?? readsAlone(wanted);
}

/** What is known of every backend: nothing is read twice. */
function readsAlone({
  reads,
  finds,
}: {
  readonly reads: readonly unknown[];
  readonly finds: readonly unknown[];
}): Access {
  const calls = [
    { name: 'read', count: reads.length },
    { name: 'find', count: finds.length, atLeast: true as const },
  ];
  return { calls: calls.filter(({ count }) => count > 0), rights: [] };
}
