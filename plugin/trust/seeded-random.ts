import { createHmac, hkdfSync } from 'node:crypto';
import type { RandomSource } from '../model/random.ts';

/**
 * Bytes that a seed and a purpose decide, so that a random value is the same at each render.
 *
 * @remarks HKDF-SHA256 makes a key of both; the bytes are HMAC-SHA256 of a counter under it.
 *
 * @param purpose - Names what the bytes are for: object, field and spec.
 */
export function seededRandom(seed: Uint8Array, purpose: string): RandomSource {
  const key = Buffer.from(hkdfSync('sha256', seed, 'external-secrets-render', purpose, 32));
  let counter = 0n;
  let rest = Buffer.alloc(0);
  return {
    isSeeded: true,
    bytes(count) {
      const blocks = [rest];
      for (let have = rest.length; have < count; have += 32) {
        const block = Buffer.alloc(8);
        block.writeBigUInt64BE(counter);
        counter += 1n;
        blocks.push(createHmac('sha256', key).update(block).digest());
      }
      const all = Buffer.concat(blocks);
      rest = all.subarray(count);
      return all.subarray(0, count);
    },
  };
}
