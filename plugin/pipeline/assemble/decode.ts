import { manifestError } from '../../errors/manifest.ts';
import { mapAll } from '../../errors/map-all.ts';
import type { DecodingStrategy } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { decodeValue } from '../decode-value.ts';

/**
 * Decodes the values of one entry.
 *
 * @param strategy - The entry's `decodingStrategy`; `None` when it is absent.
 * @returns A new map, in the same order.
 * @throws ManifestError `DECODING`, for every value that is not what the strategy says.
 */
export function decodeMap(
  values: ReadonlyMap<string, Sensitive>,
  strategy: DecodingStrategy | undefined,
  at: () => Place,
): ReadonlyMap<string, Sensitive> {
  if (strategy === undefined || strategy === 'None') return values;
  return new Map(
    mapAll(values, ([key, value]) => {
      const decoded = decodeValue(value, strategy);
      if (decoded === undefined) throw manifestError('DECODING', { key, strategy }, at());
      return [key, decoded] as const;
    }),
  );
}
