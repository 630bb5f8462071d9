import type { Plan } from '../../model/plan.ts';

/** Counts what is done. */
export interface Progress {
  /** More came to be read than was planned: what a find matched. */
  more(count: number): void;
  one(): void;
}

/** Counts towards everything that a plan reads, runs and finds. */
export function progressOf(
  plan: Pick<Plan<unknown>, 'clients' | 'generators'>,
  report: (state: { readonly done: number; readonly total: number }) => void = () => undefined,
): Progress {
  let done = 0;
  let total = plan.clients.reduce((sum, { reads, finds }) => sum + reads.length + finds.length, plan.generators.length);
  if (total > 0) report({ done, total });
  return {
    more(count) {
      total += count;
    },
    one() {
      done += 1;
      report({ done, total: Math.max(done, total) });
    },
  };
}
