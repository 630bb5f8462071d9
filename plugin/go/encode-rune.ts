import type { Bytes } from './byte-string.ts';

/** Writes a code point as UTF-8. What is no character (a surrogate, beyond U+10FFFF, negative) becomes U+FFFD, as in Go's `utf8.AppendRune`. */
export function encodeRune(code: number): Bytes {
  if (code >= 0 && code < 0x80) return String.fromCharCode(code) as Bytes;
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return 'ï¿½' as Bytes;
  const tail = (shift: number) => 0x80 | ((code >> shift) & 0x3f);
  if (code < 0x800) return String.fromCharCode(0xc0 | (code >> 6), tail(0)) as Bytes;
  if (code < 0x10000) return String.fromCharCode(0xe0 | (code >> 12), tail(6), tail(0)) as Bytes;
  return String.fromCharCode(0xf0 | (code >> 18), tail(12), tail(6), tail(0)) as Bytes;
}
