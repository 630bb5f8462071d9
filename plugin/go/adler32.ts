import type { Bytes } from './byte-string.ts';

/** Calculates the Adler-32 checksum (RFC 1950). */
export function adler32(bytes: Bytes): number {
  let a = 1;
  let b = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    a = (a + bytes.charCodeAt(at)) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
