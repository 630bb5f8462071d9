/** What each of the three rounds mixes with, in which order it takes the words, and how far it turns. */
const rounds = [
  {
    mix: (x: number, y: number, z: number) => (x & y) | (~x & z),
    add: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    turns: [3, 7, 11, 19],
  },
  {
    mix: (x: number, y: number, z: number) => (x & y) | (x & z) | (y & z),
    add: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    turns: [3, 5, 9, 13],
  },
  {
    mix: (x: number, y: number, z: number) => x ^ y ^ z,
    add: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    turns: [3, 9, 11, 15],
  },
] as const;

const start = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;

/** The MD4 digest (RFC 1320), which NTLM makes of passwords; Node's own library has none any more. */
export function md4(message: Buffer): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  let state: readonly number[] = start;
  for (let offset = 0; offset < padded.length; offset += 64) state = digestBlock(state, padded, offset);
  const digest = Buffer.alloc(16);
  for (const [index, word] of state.entries()) digest.writeUInt32LE(word >>> 0, index * 4);
  return digest;
}

function digestBlock(state: readonly number[], block: Buffer, offset: number): readonly number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const { mix, add, order, turns } of rounds) {
    for (const [step, word] of order.entries()) {
      const sum = (a + mix(b, c, d) + block.readUInt32LE(offset + word * 4) + add) | 0;
      const by = turns[step % 4] ?? 0;
      [a, b, c, d] = [d, (sum << by) | (sum >>> (32 - by)), b, c];
    }
  }
  return [a, b, c, d].map((word, index) => (word + (state[index] ?? 0)) | 0);
}
