import { parseDuration } from '../go/time-duration.ts';
import type { ExternalSecret } from '../model/external-secret.ts';

/**
 * How often ExternalSecrets want to be read again: the shortest `refreshInterval` of those that the operator would refresh
 * with time.
 *
 * @returns Milliseconds; `undefined` where none wants it.
 */
export function intervalOf(externalSecrets: Iterable<ExternalSecret>): number | undefined {
  let shortest: number | undefined;
  for (const { spec } of externalSecrets) {
    const { refreshPolicy = 'Periodic', refreshInterval = '1h' } = spec;
    const milliseconds = Number((parseDuration(refreshInterval) ?? 0n) / 1_000_000n);
    if (refreshPolicy !== 'Periodic' || milliseconds <= 0) continue;
    shortest = Math.min(shortest ?? milliseconds, milliseconds);
  }
  return shortest;
}
