import { caughtFaults } from '../errors/caught-faults.ts';
import type { EsrError } from '../errors/esr-error.ts';
import { throwAll } from '../errors/map-all.ts';
import type { Run } from '../model/run.ts';

/** What work came to, as far as it came. */
export interface Gathered<T> {
  /** Absent where the work could not go on to its end. */
  readonly result?: T;
  readonly faults: readonly EsrError[];
}

/** Does work that goes on after faults where it can, and gives them all. */
export async function gatherFaults<T>(run: Run, work: (tolerant: Run) => Promise<T>): Promise<Gathered<T>> {
  const faults: EsrError[] = [];
  try {
    const result = await work({ ...run, fault: (fault) => void faults.push(fault) });
    return { result, faults };
  } catch (thrown) {
    const own = caughtFaults(thrown);
    return { faults: [...faults, ...own] };
  }
}

/** Does work whose faults do not hide each other, and throws them together at its end. */
export async function gather<T>(run: Run, work: (tolerant: Run) => Promise<T>): Promise<T> {
  const { result, faults } = await gatherFaults(run, work);
  throwAll(faults);
  return result as T;
}
