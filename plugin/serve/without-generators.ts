import type { Plan, PlannedSecret } from '../model/plan.ts';
import type { Store } from '../providers/provider.ts';

/** The part of a plan that only reads: asking a generator again would make a new value each time. */
export function withoutGenerators(plan: Plan<Store>): Plan<Store> {
  const quiet = ({ data, dataFrom }: PlannedSecret<Store>): PlannedSecret<Store> => ({
    data,
    dataFrom: dataFrom.map((source) => (source.from === 'generator' ? { from: 'nothing' } : source)),
  });
  return {
    ...plan,
    generators: [],
    wanted: new Map([...plan.wanted].map(([externalSecret, planned]) => [externalSecret, quiet(planned)])),
  };
}
