import type { RandomSource } from '../model/random.ts';

/** Most bytes that the Web Crypto API gives at a time. */
const most = 65_536;

/** Randomness of the system: other bytes each time. By the global, so that node:crypto loads only when it is used. */
export const systemRandom: RandomSource = {
  bytes(count) {
    const bytes = Buffer.alloc(count);
    for (let at = 0; at < count; at += most) globalThis.crypto.getRandomValues(bytes.subarray(at, at + most));
    return bytes;
  },
};
