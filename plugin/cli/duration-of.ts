import { usageError } from '../errors/usage.ts';
import { parseDuration } from '../go/time-duration.ts';

/**
 * Reads the duration that a flag gives, as Go writes them.
 *
 * @returns Milliseconds, at least one.
 * @throws UsageError `FLAG_VALUE`
 */
export function durationOf(flag: string, value: string): number {
  const nanoseconds = parseDuration(value);
  if (nanoseconds === undefined || nanoseconds <= 0n) {
    throw usageError('FLAG_VALUE', { flag, value, allowed: ['a duration such as 30s or 1m30s'] });
  }
  return Math.ceil(Number(nanoseconds) / 1e6);
}
