import type { PlannedGenerator } from '../model/plan.ts';
import { Sensitive } from '../model/sensitive.ts';
import { loadGenerator } from './load-generator.ts';

/**
 * Stands in for a generator in a dry run, where a service would be left with a token that nobody uses.
 *
 * @returns `undefined` for one that leaves nothing behind, or whose outputs nobody knows beforehand: it runs.
 */
export async function madeUpValues({
  kind,
  spec,
}: Pick<PlannedGenerator, 'kind' | 'spec'>): Promise<ReadonlyMap<string, Sensitive> | undefined> {
  const generator = await loadGenerator(kind);
  if (generator.leavesBehind !== true) return undefined;
  const outputs = generator.outputs?.(spec);
  return outputs === undefined ? undefined : new Map(outputs.map((key) => [key, new Sensitive('made when applied')]));
}
