import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { encodeRune } from './encode-rune.ts';

/**
 * Changes each character of a byte string.
 *
 * @remarks Go: `strings.Map`. Each byte that is no UTF-8 becomes U+FFFD, whether or not anything else changes.
 */
export function mapRunes(bytes: Bytes, change: (code: number) => number): Bytes {
  let out = '';
  for (let at = 0; at < bytes.length; ) {
    const { code, width } = decodeRune(bytes, at);
    out += encodeRune(change(code));
    at += width;
  }
  return out as Bytes;
}
