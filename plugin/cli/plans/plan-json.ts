import type { PlanView, ReadView } from './plan-view.ts';

/** For scripts. */
export function planJson({ stores, generators, references }: PlanView): string {
  const shown = {
    references,
    stores: stores.map(({ name, provider, reads, calls, rights }) => ({
      name,
      provider,
      reads: reads.map(readJson),
      calls,
      rights,
    })),
    generators: generators.map(readJson),
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function readJson({ what, key, version, wantedBy }: ReadView): object {
  const places = wantedBy.map(({ file, line, column, object, field }) => ({ file, line, column, object, field }));
  return { what, key, version, wantedBy: places };
}
