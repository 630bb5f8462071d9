import { randomBytes } from 'node:crypto';
import type { PlannedGenerator } from '../../model/plan.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { seededRandom } from '../../trust/seeded-random.ts';
import type { GeneratorMemory } from '../generator-memory.ts';
import type { MadeAnew } from './secret-diff.ts';

/** Two renders that differ by what the manifests and stores say, and not by chance or time. */
export interface Steady {
  /** A run for one side. */
  side(): Run;
  /** What generators made on the first side, for the second. */
  readonly memory: GeneratorMemory;
  /** What both sides would have made anew, sorted. */
  madeAnew(): readonly MadeAnew[];
}

/**
 * Steadies the renders of a diff.
 *
 * @remarks
 * A generator runs once for both sides where it says the same on both. Random functions of templates draw from a seed of the
 * diff's own, unless there is one, and the clock that templates see stands. So what is random changes only where its
 * definition does.
 */
export function steady(run: Run): Steady {
  const seed = randomBytes(32);
  const moment = run.now();
  const drawn: Set<string>[] = [];
  const kept = new Map<string, ReadonlyMap<string, Sensitive>>();
  const recalled = new Map<string, MadeAnew>();
  return {
    side() {
      const purposes = new Set<string>();
      drawn.push(purposes);
      const random: Run['random'] = (purpose) => {
        if (!purpose.startsWith('template ') && !purpose.startsWith('rewrite ')) return run.random(purpose);
        const source = seededRandom(seed, purpose);
        const bytes = (count: number) => {
          purposes.add(purpose);
          return source.bytes(count);
        };
        return { ...source, bytes };
      };
      return { ...run, templateNow: () => moment, ...(run.seeded ? {} : { random }) };
    },
    memory: {
      recall(planned) {
        const values = kept.get(planned.purpose);
        if (values !== undefined && !run.seeded) recalled.set(planned.purpose, generatorAnew(planned));
        return values;
      },
      // What stands in a manifest is compared.
      keep: ({ kind, purpose }, values) => void (kind === 'Fake' || kept.set(purpose, values)),
    },
    madeAnew() {
      const [first = new Set<string>(), ...others] = drawn;
      const purposes = [...first].filter((purpose) => others.every((side) => side.has(purpose)));
      return [...recalled.values(), ...purposes.map(templateAnew)].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    },
  };
}

function generatorAnew({ kind, name, namespace, entry }: PlannedGenerator): MadeAnew {
  const owner = entry?.externalSecret.metadata.name;
  return { what: `${kind} "${name}"`, namespace, ...(owner === undefined ? {} : { externalSecret: owner }) };
}

/** A purpose is `template NAMESPACE/NAME FIELD`. */
function templateAnew(purpose: string): MadeAnew {
  const [, namespace = '', externalSecret = '', what = ''] = /^\w+ ([^/]*)\/(\S+) (.*)$/s.exec(purpose) ?? [];
  return { what, namespace, externalSecret };
}

function idOf({ namespace, externalSecret = '', what }: MadeAnew): string {
  return JSON.stringify([namespace, externalSecret, what]);
}
