import { createHash } from 'node:crypto';

const largestMs = 3_600_000;

/** How long to wait after so many failures in a row: twice as long each time, up to an hour. */
export function backoff(leastMs: number, failures: number): number {
  return Math.max(leastMs, Math.min(leastMs * 2 ** failures, largestMs));
}

/**
 * How long to wait where so many looks in a row found a change: the interval, and from the second on twice as long each time,
 * up to an hour, since a value that is another one at every read would have its application rendered for ever.
 */
export function damped(intervalMs: number, changes: number): number {
  return changes < 2 ? intervalMs : backoff(intervalMs, changes - 1);
}

/** Spreads what would come at the same moment over a tenth of the time, each at a place of its own that stays. */
export function spread(waitMs: number, id: string): number {
  return waitMs * (1 + createHash('sha256').update(id).digest().readUInt32BE() / 2 ** 32 / 10);
}
