import { type Bytes, bufferOf } from './byte-string.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Writes bytes in the standard base32 alphabet, padded (Go: `encoding/base32`). */
export function encodeBase32(bytes: Bytes): Bytes {
  let out = '';
  let held = 0;
  let bits = 0;
  for (const byte of bufferOf(bytes)) {
    held = ((held & 0x1f) << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += alphabet.charAt((held >> (bits - 5)) & 0x1f);
  }
  if (bits > 0) out += alphabet.charAt((held << (5 - bits)) & 0x1f);
  return out.padEnd(Math.ceil(out.length / 8) * 8, '=') as Bytes;
}
