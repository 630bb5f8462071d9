import type { Bytes } from './byte-string.ts';
import type { GoMap } from './value.ts';

/** The keys of a map in the order in which Go prints, ranges over and encodes them: bytewise. */
export function sortedKeys(map: GoMap): Bytes[] {
  // A byte string has one character a byte, so the order of UTF-16 units is that of bytes.
  return [...map.entries.keys()].sort();
}
