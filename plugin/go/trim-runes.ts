import type { Bytes } from './byte-string.ts';
import { decodeLastRune } from './decode-last-rune.ts';
import { decodeRune } from './decode-rune.ts';

/** Drops the characters of a kind from both ends (Go's `strings.TrimFunc`). */
export function trimRunes(bytes: Bytes, isDropped: (code: number) => boolean): Bytes {
  let start = 0;
  while (start < bytes.length) {
    const { code, width } = decodeRune(bytes, start);
    if (!isDropped(code)) break;
    start += width;
  }
  let end = bytes.length;
  while (end > start) {
    const { code, width } = decodeLastRune(bytes, end);
    if (!isDropped(code)) break;
    end -= width;
  }
  return bytes.slice(start, end) as Bytes;
}
