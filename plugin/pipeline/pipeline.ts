import type { FetchedAll } from '../model/fetched.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import type { Rendered } from '../model/secret.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../providers/provider.ts';
import { checkAllTemplates } from './check-all-templates.ts';
import { clusterLabels } from './cluster-labels.ts';
import { clusterObjects } from './cluster-objects.ts';
import { emit } from './emit/emit.ts';
import type { View } from './emit/view.ts';
import { existingValues } from './existing-values.ts';
import { fetchAll } from './fetch/fetch.ts';
import type { InPlace } from './fetch/generate-once.ts';
import type { Offline } from './fetch/offline.ts';
import { gather } from './gather.ts';
import type { GeneratorMemory } from './generator-memory.ts';
import { plan } from './plan/plan.ts';
import { renderSecrets } from './render-secrets.ts';
import { takeInventory } from './take-inventory.ts';

/** How sources are rendered. */
export interface Rendering {
  readonly view: View;
  /** Answers in the place of every store. */
  readonly offline?: Offline;
  /** Told how far the fetching is. */
  readonly progress?: (state: { readonly done: number; readonly total: number }) => void;
  /** What generators made in another render that this one is compared with. */
  readonly memory?: GeneratorMemory;
  /** Told what was read, before anything is made of it. */
  readonly observe?: (read: {
    readonly inventory: Inventory;
    readonly planned: Plan<Store>;
    readonly fetched: FetchedAll;
  }) => void;
}

/** What a run made. */
export interface StreamResult {
  /** The stream, to be written once, in a row. */
  readonly chunks: readonly Buffer[];
  /** One answer for each ExternalSecret, in document order. */
  readonly rendered: readonly Rendered[];
  /** Absent where nothing in the input was ours. */
  readonly inventory?: Inventory;
}

/**
 * The whole line, behind load: rendered manifests in, the same manifests with real Secrets out, or an error and nothing.
 *
 * load → split → collect → plan → fetch → assemble → template → emit
 */
export async function renderSources(
  sources: readonly Source[],
  { view, offline, progress, observe, memory }: Rendering,
  run: Run,
): Promise<StreamResult> {
  const namespaceLabels = offline === undefined ? clusterLabels(run) : undefined;
  const { inventory, planned } = await gather(run, async (tolerant) => {
    const taken = await takeInventory(sources, tolerant); // split, collect
    const plans = await plan(taken, tolerant, optional({ offline, namespaceLabels }));
    // What no store can mend is found before any store is asked.
    await checkAllTemplates(taken, plans, tolerant);
    return { inventory: taken, planned: plans };
  });
  const askCluster = offline === undefined ? clusterObjects(run) : undefined;
  const instead = offline?.generate ?? existingValues(askCluster, run);
  const generate = memory === undefined ? instead : remembering(memory, instead);
  const fetched = await fetchAll(planned, run, optional({ generate, generated: memory?.keep, progress }));
  observe?.({ inventory, planned, fetched });
  const { leftAlone } = planned;
  const rendered = await renderSecrets({ inventory, fetched, leftAlone, run, askCluster }); // assemble, template
  const chunks = await emit({ sources, inventory, rendered, view, run });
  return { chunks, rendered, inventory };
}

function remembering({ recall }: GeneratorMemory, instead: InPlace | undefined): InPlace {
  return async (planned) => recall(planned) ?? (await instead?.(planned));
}

/** The members that are there. */
function optional<T extends object>(members: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
