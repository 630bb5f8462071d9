// Sprig's hashes, as external-secrets vendors them: crypto.go.

import { createHash } from 'node:crypto';
import { adler32 } from '../../go/adler32.ts';
import { type Bytes, bufferOf } from '../../go/byte-string.ts';
import { type Family, fn } from './family.ts';

const hexadecimal = (algorithm: string) => {
  return fn(['string'], 'string', (s) => createHash(algorithm).update(bufferOf(s)).digest('hex') as Bytes);
};

/** Hashes of a string, in hexadecimal; the checksum in decimal. */
export const hashes: Family = {
  sha1sum: hexadecimal('sha1'),
  sha256sum: hexadecimal('sha256'),
  sha512sum: hexadecimal('sha512'),
  adler32sum: fn(['string'], 'string', (s) => String(adler32(s)) as Bytes),
};
