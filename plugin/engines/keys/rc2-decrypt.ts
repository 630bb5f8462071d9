import rc2 from 'node-forge/lib/rc2.js';
import util from 'node-forge/lib/util.js';

/** Decrypts RC2 in CBC mode; the padding is left. The key counts with all its bits. */
export function rc2Decrypt(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const cipher = rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  cipher.start(iv.toString('latin1'));
  cipher.update(util.createBuffer(data.toString('latin1')));
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}
