import { createHash } from 'node:crypto';

/** ESO's `ObjectHash`: SHA3-224 in hex over Go's `%+v` text of an object. ESO: `runtime/esutils/hash.go`. */
export function objectHash(text: string | Uint8Array): string {
  return createHash('sha3-224').update(text).digest('hex');
}
