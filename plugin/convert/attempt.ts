import { type EsrError, faultsOf } from '../errors/esr-error.ts';

/**
 * Does a part of the work and gathers what keeps it from being done, so that all faults of a document are told.
 *
 * @returns `undefined` after a fault.
 */
export function attempt<T>(work: () => T, faults: EsrError[]): T | undefined {
  try {
    return work();
  } catch (thrown) {
    const found = faultsOf(thrown);
    if (found === undefined) throw thrown;
    faults.push(...found);
    return undefined;
  }
}
