import { Blowfish } from './blowfish.ts';

const cost = 10;
const magic = Buffer.from('OrpheanBeholderScryDoubt');
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Longer passwords would be cut, so they are refused, as by Go's bcrypt. */
export const longestPassword = 72;

/**
 * Hashes a password (`bcrypt.GenerateFromPassword` with the default cost of 10).
 *
 * @param salt - 16 random bytes.
 * @returns `$2a$10$` with salt and hash.
 */
export function bcrypt(password: Buffer, salt: Buffer): string {
  const key = Buffer.concat([password, Buffer.alloc(1)]);
  const cipher = new Blowfish();
  cipher.expand(key, salt);
  for (let round = 0; round < 2 ** cost; round += 1) {
    cipher.expand(key);
    cipher.expand(salt);
  }
  const block = Int32Array.from({ length: 6 }, (_, index) => magic.readInt32BE(index * 4));
  for (let time = 0; time < 64; time += 1) for (let at = 0; at < 6; at += 2) cipher.encrypt(block, at);
  const hash = Buffer.alloc(24);
  for (const [index, word] of block.entries()) hash.writeInt32BE(word, index * 4);
  // The last byte of the hash is left out.
  return `$2a$${cost}$${encode(salt)}${encode(hash.subarray(0, 23))}`;
}

/** Base64 with bcrypt's own alphabet and no padding. */
function encode(bytes: Buffer): string {
  const plain = bytes.toString('base64').replaceAll('=', '');
  return Array.from(plain, (character) => alphabet[standard.indexOf(character)]).join('');
}
