import { caughtFaults } from './caught-faults.ts';
import type { EsrError } from './esr-error.ts';

/**
 * Does a part of the work and gathers what keeps it from being done, so that it is told with the rest.
 *
 * @param faults - Gets what was wrong.
 * @param failed - Told the first of it.
 * @returns `undefined` after a fault.
 */
export function attempt<T>(work: () => T, faults: EsrError[], failed?: (fault: EsrError) => void): T | undefined {
  try {
    return work();
  } catch (thrown) {
    const found = caughtFaults(thrown);
    for (const fault of found) faults.push(fault);
    if (found[0] !== undefined) failed?.(found[0]);
    return undefined;
  }
}
