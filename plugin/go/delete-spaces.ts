import type { Bytes } from './byte-string.ts';
import { encodeRune } from './encode-rune.ts';
import { isSpace } from './is-space.ts';

/**
 * Leaves the white space out.
 *
 * @remarks
 * goutils: `DeleteWhiteSpace`. It takes each byte for a character: a text that loses anything has what is beyond ASCII garbled, and one
 * that loses nothing stays as it is.
 */
export function deleteSpaces(text: Bytes): Bytes {
  let out = '';
  let kept = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text.charCodeAt(at);
    if (isSpace(byte)) continue;
    out += encodeRune(byte);
    kept += 1;
  }
  return (kept === text.length ? text : out) as Bytes;
}
