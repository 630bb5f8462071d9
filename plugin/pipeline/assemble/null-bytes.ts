import { manifestError } from '../../errors/manifest.ts';
import type { NullBytePolicy } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { Sensitive } from '../../model/sensitive.ts';

/**
 * Refuses values with a byte 0 under `nullBytePolicy: Fail`.
 *
 * @remarks Runs on decoded values; names the first offending key in sorted order. Core.md 3.7.
 *
 * @throws ManifestError `NULL_BYTE`
 */
export function refuseNullBytes(
  values: ReadonlyMap<string, Sensitive>,
  policy: NullBytePolicy | undefined,
  at: () => Place,
): void {
  if (policy !== 'Fail') return;
  const key = [...values.keys()].sort().find((name) => values.get(name)?.reveal().includes(0));
  if (key !== undefined) throw manifestError('NULL_BYTE', { key }, at());
}
