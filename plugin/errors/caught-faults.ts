import { type EsrError, faultsOf } from './esr-error.ts';

/**
 * The faults in a thrown thing, for who goes on without what they keep from being done.
 *
 * @throws The thing itself where it is none of the user's: it is our bug.
 */
export function caughtFaults(thrown: unknown): readonly EsrError[] {
  const faults = faultsOf(thrown);
  if (faults === undefined) throw thrown;
  return faults;
}
