import type { PlannedGenerator } from '../../model/plan.ts';
import type { PushSecret } from '../../model/push-secret.ts';
import type { Run, Warning } from '../../model/run.ts';

/**
 * What is odd about a PushSecret, whatever its source.
 *
 * @param random - The generator of random values that it pushes, where there is one.
 */
export function pushOddities(
  { spec, place }: PushSecret,
  random: Pick<PlannedGenerator, 'kind' | 'name'> | undefined,
  { seeded }: Pick<Run, 'seeded'>,
): readonly Warning[] {
  const { data = [], dataTo = [], updatePolicy } = spec;
  const found: Warning[] = [];
  if (data.length + dataTo.length === 0) {
    const says = 'it has neither data nor dataTo; nothing is pushed';
    found.push({ code: 'PUSH_NOTHING', says, place: place('spec') });
  }
  if (random !== undefined && !seeded && updatePolicy !== 'IfNotExists') {
    found.push({
      code: 'PUSH_RANDOM',
      says: `${random.kind} "${random.name}" makes another value at each run, which replaces the one that is there`,
      hint: 'set updatePolicy: IfNotExists, or generators.seedFile in the platform configuration',
      place: place('spec.selector.generatorRef'),
    });
  }
  return found;
}
