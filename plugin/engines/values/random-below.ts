import type { CallContext } from '../value.ts';

/** Draws a number from 0 to below a limit, each as likely as the others. */
export function randomBelow(call: CallContext, limit: bigint): bigint {
  const bits = (limit - 1n).toString(2).length;
  const size = Math.ceil(bits / 8);
  for (;;) {
    const drawn = BigInt.asUintN(bits, BigInt(`0x${call.randomBytes(size).toString('hex')}`));
    if (drawn < limit) return drawn;
  }
}
