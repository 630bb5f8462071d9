import type { Generator } from '../generators/generator.ts';
import { generators } from '../generators/registry.ts';
import type { PlannedGenerator } from '../model/plan.ts';
import { Sensitive } from '../model/sensitive.ts';

/**
 * Stands in for a generator in a dry run, where a service would be left with a token that nobody uses.
 *
 * @returns `undefined` for one that leaves nothing behind, or whose outputs nobody knows beforehand: it runs.
 */
export async function madeUpValues({
  kind,
  spec,
}: Pick<PlannedGenerator, 'kind' | 'spec'>): Promise<ReadonlyMap<string, Sensitive> | undefined> {
  const registry: Readonly<Record<string, () => Promise<{ readonly generator: Generator }>>> = generators;
  const { generator } = (Object.hasOwn(registry, kind) ? await registry[kind]?.() : undefined) ?? {};
  if (generator?.leavesBehind !== true) return undefined;
  const outputs = generator.outputs?.(spec);
  return outputs === undefined ? undefined : new Map(outputs.map((key) => [key, new Sensitive('made when applied')]));
}
