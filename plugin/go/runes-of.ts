import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';

/** Gives the code points of a byte string; each byte that is no UTF-8 is U+FFFD (Go's `[]rune(s)`). */
export function runesOf(bytes: Bytes): number[] {
  const runes: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { code, width } = decodeRune(bytes, at);
    runes.push(code);
    at += width;
  }
  return runes;
}
