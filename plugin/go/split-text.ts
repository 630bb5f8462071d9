import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';

/**
 * Cuts a byte string at each separator.
 *
 * @remarks
 * Go: `strings.SplitN`. An empty separator cuts between characters; a byte that is no UTF-8 stays as it is.
 *
 * @param limit - At most so many pieces, the last of which holds the rest; 0 gives none, negative means all.
 */
export function splitText(text: Bytes, separator: Bytes, limit = -1): Bytes[] {
  if (limit === 0) return [];
  const pieces: Bytes[] = [];
  let start = 0;
  while (limit < 0 || pieces.length < limit - 1) {
    const end = separator === '' ? endOfRune(text, start) : text.indexOf(separator, start);
    if (end < 0) break;
    pieces.push(text.slice(start, end) as Bytes);
    start = end + separator.length;
  }
  // Between characters there is no empty piece after the last one.
  if (separator !== '' || start < text.length) pieces.push(text.slice(start) as Bytes);
  return pieces;
}

function endOfRune(text: Bytes, start: number): number {
  return start < text.length ? start + decodeRune(text, start).width : -1;
}
