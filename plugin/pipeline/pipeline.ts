import type { Inventory } from '../model/inventory.ts';
import type { Run } from '../model/run.ts';
import type { Rendered } from '../model/secret.ts';
import { emit } from './emit/emit.ts';
import type { View } from './emit/view.ts';
import { fetchAll } from './fetch/fetch.ts';
import { type LoadRequest, load } from './load/load.ts';
import { plan } from './plan/plan.ts';
import { renderSecrets } from './render-secrets.ts';
import { takeInventory } from './take-inventory.ts';

/** What a run made. */
export interface Output {
  /** The stream, to be written once, in a row. */
  readonly chunks: readonly Buffer[];
  /** One answer for each ExternalSecret, in document order. */
  readonly rendered: readonly Rendered[];
  readonly inventory: Inventory;
}

/** The whole line: rendered manifests in, the same manifests with real Secrets out, or an error and nothing. */
export async function renderStream(request: LoadRequest, view: View, run: Run): Promise<Output> {
  const sources = await load(request, run);
  const inventory = await takeInventory(sources, run);
  const planned = await plan(inventory, run);
  const fetched = await fetchAll(planned, run);
  const rendered = await renderSecrets({ inventory, fetched, leftAlone: planned.leftAlone, run });
  const chunks = emit({ sources, inventory, rendered, view, run });
  return { chunks, rendered, inventory };
}
