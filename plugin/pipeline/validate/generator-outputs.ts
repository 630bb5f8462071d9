import type { PlannedGenerator } from '../../model/plan.ts';
import { loadGenerator } from '../load-generator.ts';

/** The keys that a generator gives; `undefined` where they are known when it runs. */
export async function generatorOutputs({
  kind,
  spec,
}: Pick<PlannedGenerator, 'kind' | 'spec'>): Promise<readonly string[] | undefined> {
  return (await loadGenerator(kind)).outputs?.(spec);
}
