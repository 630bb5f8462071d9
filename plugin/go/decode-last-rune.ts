import type { Bytes } from './byte-string.ts';
import { decodeRune, type Rune } from './decode-rune.ts';

const invalid: Rune = { code: 0xfffd, width: 1 };

/** Reads the character that ends right before an offset (Go's `utf8.DecodeLastRuneInString`). */
export function decodeLastRune(bytes: Bytes, end: number): Rune {
  if (end <= 0) return { code: 0xfffd, width: 0 };
  let start = end - 1;
  while (start > Math.max(0, end - 4) && isContinuation(bytes.charCodeAt(start))) start -= 1;
  const rune = decodeRune(bytes, start);
  return start + rune.width === end ? rune : invalid;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
