import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import { FunctionError } from '../value.ts';
import { randomBelow } from '../values/random-below.ts';
import { randomString } from '../values/random-string.ts';
import { type Family, impure } from './family.ts';

// Sprig's random functions, as external-secrets vendors them: runtime/template/v2/sprig/{strings,numeric,crypto}.go.

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

const drawn = (alphabet: string) => impure(['int'], 'string', (call, count) => randomString(call, count, alphabet));

/** Functions that give something else each time. */
export const random: Family = {
  randAlphaNum: drawn(letters + digits),
  randAlpha: drawn(letters),
  randNumeric: drawn(digits),
  randAscii: drawn(ascii),

  // The upper end is not drawn.
  randInt: impure(['int', 'int'], 'int', (call, from, to) => {
    const span = BigInt.asIntN(64, to - from);
    if (span <= 0n) throw new FunctionError('invalid argument to Intn');
    return from + randomBelow(call, span);
  }),

  randBytes: impure(['int'], 'string', (call, count) => {
    if (count < 0n) throw new FunctionError('runtime error: makeslice: len out of range');
    call.spend(Number(count));
    return call.randomBytes(Number(count)).toString('base64') as Bytes;
  }),

  uuidv4: impure([], 'string', (call) => {
    const bytes = call.randomBytes(16);
    bytes[6] = 0x40 | ((bytes[6] as number) & 0x0f);
    bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
    const hex = bytes.toString('hex');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') as Bytes;
  }),

  // Characters are moved, not bytes.
  shuffle: impure(['string'], 'string', (call, text) => {
    const characters = Array.from(textOf(text));
    for (let last = characters.length - 1; last > 0; last -= 1) {
      const other = Number(randomBelow(call, BigInt(last + 1)));
      [characters[last], characters[other]] = [characters[other] as string, characters[last] as string];
    }
    return bytesOf(characters.join(''));
  }),
};
