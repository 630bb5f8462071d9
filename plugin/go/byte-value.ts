import type { Bytes } from './byte-string.ts';
import { formatFloat } from './format-float.ts';
import { JsonNumber, type JsonValue, marshalJson } from './json.ts';

/**
 * Gives the bytes of a decoded JSON value, for providers and generators that decode first.
 *
 * @remarks
 * A string is itself, null is empty, a float is plain decimal without an exponent, an object or array is compact JSON with
 * sorted keys and HTML escapes. A number that was kept as text stays so. ESO: `GetByteValue`, runtime/esutils/utils.go.
 */
export function byteValue(value: JsonValue): Bytes {
  if (typeof value === 'string') return value;
  if (value === null) return '' as Bytes;
  if (typeof value === 'number') return formatFloat(value, 'f') as Bytes;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value) as Bytes;
  if (value instanceof JsonNumber) return value.text as Bytes;
  return marshalJson(value);
}
