import type { Inventory } from '../../plugin/model/inventory.ts';
import type { Plan } from '../../plugin/model/plan.ts';
import type { Source } from '../../plugin/model/source.ts';
import { collect } from '../../plugin/pipeline/collect/collect.ts';
import type { PlanOptions } from '../../plugin/pipeline/plan/books.ts';
import { plan } from '../../plugin/pipeline/plan/plan.ts';
import { splitAll } from '../../plugin/pipeline/split/split-all.ts';
import type { Store } from '../../plugin/providers/provider.ts';
import type { TestRun } from './run.ts';

/** Manifests by who vouches for them. */
export interface Texts {
  readonly input: string;
  readonly platform?: string;
}

/** Takes the inventory of texts, through the real stages. */
export async function inventoryOf({ input, platform }: Texts, run: TestRun): Promise<Inventory> {
  const source = (name: string, text: string, origin: Source['origin']) => ({ name, bytes: Buffer.from(text), origin });
  const sources = [
    ...(platform === undefined ? [] : [source('platform.yaml', platform, 'platform')]),
    source('app.yaml', input, 'input'),
  ];
  return await collect(splitAll(sources), run);
}

/** Plans texts, through the real stages. */
export async function planText(texts: Texts, run: TestRun, options: PlanOptions = {}): Promise<Plan<Store>> {
  return await plan(await inventoryOf(texts, run), run, options);
}
