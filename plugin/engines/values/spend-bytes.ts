import type { CallContext } from '../value.ts';

/**
 * Counts bytes (or list elements) that are about to be made against the budget of a call.
 *
 * @param size - Any size; what is beyond the longest possible string ends the run.
 */
export function spendBytes(call: CallContext, size: number): void {
  call.spend(size > longest ? Number.MAX_SAFE_INTEGER : Math.ceil(size / bytesPerStep));
}

/** About what is copied in the time of one step. */
const bytesPerStep = 64;

const longest = 2 ** 28;
