import type { RandomSource } from '../model/random.ts';

/** Gives a number from 0 to below a limit, each as likely as the others. */
export type Draw = (limit: number) => number;

/** Bytes taken from the source at a time. */
const taken = 64;

/**
 * Makes numbers of random bytes.
 *
 * @remarks What a seed gives must stay the same in every version: the bytes are used in their order, one for a limit up to
 * 256, four for a larger one, and a number beyond the last whole multiple of the limit is drawn again.
 */
export function drawFrom(random: RandomSource): Draw {
  let bytes: Buffer = Buffer.alloc(0);
  let at = 0;
  const next = (): number => {
    if (at === bytes.length) {
      bytes = random.bytes(taken);
      at = 0;
    }
    at += 1;
    return bytes[at - 1] as number;
  };
  return (limit) => {
    const isSmall = limit <= 256;
    const range = isSmall ? 256 : 2 ** 32;
    const most = range - (range % limit);
    for (;;) {
      const number = isSmall ? next() : next() * 2 ** 24 + next() * 2 ** 16 + next() * 2 ** 8 + next();
      if (number < most) return number % limit;
    }
  };
}
