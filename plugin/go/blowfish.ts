// Blowfish (Schneier, 1993), with the expensive key set-up that bcrypt makes of it (Provos and Mazières, 1999).

const wordCount = 18 + 4 * 256;
let initial: Int32Array | undefined;

/** The cipher's first state: the fraction of pi in base 16, computed once by Machin's formula. */
function piWords(): Int32Array {
  const guard = 64n;
  const bits = BigInt(wordCount * 32) + guard;
  const unit = 1n << bits;
  const arctan = (inverse: bigint) => {
    let power = unit / inverse;
    let sum = power;
    for (let odd = 3n; power !== 0n; odd += 2n) {
      power /= -(inverse * inverse);
      sum += power / odd;
    }
    return sum;
  };
  const fraction = (16n * arctan(5n) - 4n * arctan(239n) - 3n * unit) >> guard;
  const hex = fraction.toString(16).padStart(wordCount * 8, '0');
  const bytes = Buffer.from(hex, 'hex');
  return Int32Array.from({ length: wordCount }, (_, index) => bytes.readInt32BE(index * 4));
}

/** A Blowfish cipher whose key is made the bcrypt way. */
export class Blowfish {
  private readonly subkeys: Int32Array;
  private readonly boxes: Int32Array;

  constructor() {
    initial ??= piWords();
    this.subkeys = initial.slice(0, 18);
    this.boxes = initial.slice(18);
  }

  /** Mixes a key into the state, and a salt of 16 bytes with it when there is one. */
  expand(key: Buffer, salt?: Buffer): void {
    const { subkeys, boxes } = this;
    const keyWords = words(key, 18);
    for (let i = 0; i < 18; i += 1) subkeys[i] = (subkeys[i] as number) ^ (keyWords[i] as number);
    const saltWords = salt === undefined ? new Int32Array(4) : words(salt, 4);
    const block = new Int32Array(2);
    let at = 0;
    for (const state of [subkeys, boxes]) {
      for (let i = 0; i < state.length; i += 2) {
        block[0] = (block[0] as number) ^ (saltWords[at] as number);
        block[1] = (block[1] as number) ^ (saltWords[at + 1] as number);
        at ^= 2;
        this.encrypt(block, 0);
        state[i] = block[0] as number;
        state[i + 1] = block[1] as number;
      }
    }
  }

  /** Encrypts the two words at an offset, in place. */
  encrypt(block: Int32Array, at: number): void {
    const { subkeys, boxes } = this;
    let left = (block[at] as number) ^ (subkeys[0] as number);
    let right = block[at + 1] as number;
    for (let round = 1; round <= 16; round += 2) {
      right ^= mix(boxes, left) ^ (subkeys[round] as number);
      left ^= mix(boxes, right) ^ (subkeys[round + 1] as number);
    }
    block[at] = right ^ (subkeys[17] as number);
    block[at + 1] = left;
  }
}

function mix(boxes: Int32Array, word: number): number {
  const sum = ((boxes[word >>> 24] as number) + (boxes[0x100 | ((word >>> 16) & 0xff)] as number)) | 0;
  return ((sum ^ (boxes[0x200 | ((word >>> 8) & 0xff)] as number)) + (boxes[0x300 | (word & 0xff)] as number)) | 0;
}

/** Reads bytes over and over as words. */
function words(bytes: Buffer, count: number): Int32Array {
  let at = 0;
  return Int32Array.from({ length: count }, () => {
    let word = 0;
    for (let i = 0; i < 4; i += 1) {
      word = (word << 8) | (bytes[at] as number);
      at = (at + 1) % bytes.length;
    }
    return word;
  });
}
