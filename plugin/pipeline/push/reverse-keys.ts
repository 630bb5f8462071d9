import { manifestError } from '../../errors/manifest.ts';
import type { Place } from '../../model/place.ts';
import type { ReverseStrategy } from '../../model/push-secret.ts';

/**
 * Turns the keys of a Secret back into what they were in a store before `conversionStrategy: Unicode`.
 *
 * @remarks
 * Each `_U` + four or five hex digits + `_` becomes that character; a number that is none becomes U+FFFD.
 * ESO: `runtime/esutils/utils.go`, `ReverseKeys`.
 *
 * @param values - Values by key. Not changed.
 * @param at - Where the strategy stands, for the error.
 * @returns A new map, in the same order.
 * @throws ManifestError `REVERSED_KEY_COLLISION` when two keys become the same one.
 */
export function reverseKeys<V>(values: ReadonlyMap<string, V>, strategy: ReverseStrategy, at: Place): Map<string, V> {
  if (strategy === 'None') return new Map(values);
  const reversed = new Map<string, V>();
  const sources = new Map<string, string>();
  for (const [key, value] of values) {
    const name = key.replace(/_U([0-9a-fA-F]{4,5})_/g, (_all, digits: string) => character(digits));
    const other = sources.get(name);
    if (other !== undefined) throw manifestError('REVERSED_KEY_COLLISION', { name, from: [other, key] }, at);
    sources.set(name, key);
    reversed.set(name, value);
  }
  return reversed;
}

function character(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : String.fromCodePoint(code);
}
