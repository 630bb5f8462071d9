import type { Bytes } from '../../go/byte-string.ts';
import { GoInt, GoList } from '../value.ts';

/** Makes a Go `[]byte`, which templates get from methods that marshal. */
export function bytesList(bytes: Bytes): GoList {
  return new GoList(
    [...bytes].map((byte) => new GoInt('uint8', BigInt(byte.charCodeAt(0)))),
    '[]uint8',
  );
}
