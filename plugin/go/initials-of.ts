import type { Bytes } from './byte-string.ts';
import { encodeRune } from './encode-rune.ts';
import { isSpace } from './is-space.ts';

/**
 * Gives the first byte of each word between spaces.
 *
 * @remarks goutils: `Initials`. It takes each byte for a character, so what is beyond ASCII comes out garbled.
 */
export function initialsOf(text: Bytes): Bytes {
  let out = '';
  let startsWord = true;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text.charCodeAt(at);
    const isGap = isSpace(byte);
    if (startsWord && !isGap) out += encodeRune(byte);
    startsWord = isGap;
  }
  return out as Bytes;
}
