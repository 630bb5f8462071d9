import type { EsrError } from '../../errors/esr-error.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { GeneratorContext, GeneratorInfo } from '../../generators/generator.ts';
import type { PlannedGenerator } from '../../model/plan.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { StoreInfo } from '../../providers/provider.ts';
import { systemRandom } from '../../trust/system-random.ts';
import { loadGenerator } from '../load-generator.ts';
import { faultOf } from './fault-of.ts';
import { lanes } from './lanes.ts';
import type { Progress } from './progress.ts';
import { providerContext, type Surroundings } from './provider-context.ts';
import { withinRun } from './within-run.ts';

/** Gives a generator's values, or the fault that it met; runs each planned run once. Never rejects. */
export type GenerateOnce = (planned: PlannedGenerator) => Promise<Values | EsrError>;

type Values = ReadonlyMap<string, Sensitive>;

/**
 * Gives values in the place of a generator; `undefined` for one that runs all the same, and `anew` for one that may make
 * others than the last time, since what it makes is kept from then on.
 */
export type InPlace = (planned: PlannedGenerator) => Values | 'anew' | undefined | Promise<Values | 'anew' | undefined>;

/** Told what a generator made that ran. */
export type Generated = (planned: PlannedGenerator, values: Values) => void;

/** Makes the generator runner of one run. */
export function generateOnce(
  surroundings: Surroundings,
  progress: Progress,
  instead: InPlace = () => undefined,
  generated: Generated = () => undefined,
): GenerateOnce {
  const { run } = surroundings;
  const lane = lanes(run.config.limits.concurrency);
  const made = new Map<PlannedGenerator, ReturnType<GenerateOnce>>();

  const generate: GenerateOnce = async (planned) => {
    const name = `${planned.kind} "${planned.name}"`;
    try {
      const given = await instead(planned);
      const values =
        given instanceof Map
          ? (given as Values)
          : await lane(() => withinRun(runGenerator(planned, surroundings, given === 'anew'), run.signal, name));
      if (values !== given) generated(planned, values);
      for (const value of values.values()) run.conceal(value.reveal());
      return values;
    } catch (thrown) {
      return faultOf(thrown, name);
    } finally {
      progress.one();
    }
  };
  return (planned) => {
    let values = made.get(planned);
    if (values === undefined) {
      values = generate(planned);
      made.set(planned, values);
    }
    return values;
  };
}

async function runGenerator(planned: PlannedGenerator, surroundings: Surroundings, isKept: boolean): Promise<Values> {
  const { kind, name, namespace, resource, spec, specField, purpose } = planned;
  const generator = await loadGenerator(kind);
  const { run } = surroundings;
  const info: GeneratorInfo = {
    kind,
    name,
    namespace,
    place: (field) => resource.place([specField, field].filter(Boolean).join('.')),
  };
  const { retrySettings } = spec as { readonly retrySettings?: StoreInfo['retrySettings'] };
  const mayChange = run.purpose !== 'generate' || run.config.random === 'allow' || isKept;
  const context: GeneratorContext = {
    ...providerContext({ kind, name, origin: resource.origin, usedFrom: namespace, retrySettings }, surroundings),
    random() {
      if (!mayChange && !run.seeded) throw manifestError('GENERATOR_UNSTABLE', {});
      return run.random(purpose);
    },
    fresh: systemRandom,
    mayLeaveBehind: mayChange,
  };
  return await generator.generate(spec, info, context);
}
