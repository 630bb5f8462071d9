import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';

/** The first `count` characters of a byte string. A byte that is no UTF-8 counts as one. */
export function truncateRunes(bytes: Bytes, count: number): Bytes {
  let at = 0;
  for (let left = count; left > 0 && at < bytes.length; left -= 1) at += decodeRune(bytes, at).width;
  return bytes.slice(0, at) as Bytes;
}
