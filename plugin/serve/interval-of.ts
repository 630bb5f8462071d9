import { parseDuration } from '../go/time-duration.ts';
import type { ExternalSecret } from '../model/external-secret.ts';

/**
 * How often an ExternalSecret wants to be read again.
 *
 * @returns Milliseconds; `undefined` where the operator would not refresh it with time.
 */
export function intervalOf({ spec }: ExternalSecret): number | undefined {
  const { refreshPolicy = 'Periodic', refreshInterval = '1h' } = spec;
  const milliseconds = Number((parseDuration(refreshInterval) ?? 0n) / 1_000_000n);
  return refreshPolicy !== 'Periodic' || milliseconds <= 0 ? undefined : milliseconds;
}
