import { createHash } from 'node:crypto';

/** What a derived key is for: its number goes into it. */
export type Purpose = 'key' | 'iv' | 'mac';

const numbers = { key: 1, iv: 2, mac: 3 } as const;

/** A hash and the sizes that count here. */
const sizes = { sha1: [20, 64], sha256: [32, 64], sha512: [64, 128] } as const;

/** Hashes that PKCS#12 files use. */
export type Pkcs12Hash = keyof typeof sizes;

/** How a password becomes a key. */
export interface Derivation {
  readonly hash: Pkcs12Hash;
  /** With its two zero bytes at the end; empty for a file that has none. */
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly iterations: number;
}

/** Derives bytes from a password (RFC 7292, appendix B.2). */
export function derivePkcs12(derivation: Derivation, purpose: Purpose, length: number): Buffer {
  const [size, block] = sizes[derivation.hash];
  const fill = (bytes: Buffer) => {
    const whole = Math.ceil(bytes.length / block) * block;
    return Buffer.from(Array.from({ length: whole }, (_, index) => bytes[index % bytes.length] as number));
  };
  const start = Buffer.alloc(block, numbers[purpose]);
  const input = Buffer.concat([fill(derivation.salt), fill(derivation.password)]);
  const output: Buffer[] = [];
  for (let made = 0; made < length; made += size) {
    let digest = createHash(derivation.hash).update(start).update(input).digest();
    for (let i = 1; i < derivation.iterations; i += 1) digest = createHash(derivation.hash).update(digest).digest();
    output.push(digest);
    addToEach(input, digest, block);
  }
  return Buffer.concat(output).subarray(0, length);
}

/** Adds the digest, repeated to a block, and one to each block of the input. */
function addToEach(input: Buffer, digest: Buffer, block: number): void {
  for (let at = 0; at < input.length; at += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i -= 1) {
      const sum = (input[at + i] as number) + (digest[i % digest.length] as number) + carry;
      input[at + i] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}
