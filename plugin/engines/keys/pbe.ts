import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { DerReader } from '../../go/der-read.ts';
import type { CallContext } from '../value.ts';
import { KeyError } from './key-error.ts';
import { type Derivation, derivePkcs12 } from './pkcs12-kdf.ts';
import { rc2Decrypt } from './rc2-decrypt.ts';

// Encryption with a password, as PKCS#12 files have it. Follows what go-pkcs12 v0.7.0 reads (crypto.go).

/** A password in its two forms. */
export interface Password {
  readonly text: string;
  /** With two zero bytes at the end, or nothing at all. */
  readonly bmp: Buffer;
}

const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2 = '1.2.840.113549.1.5.12';
const hmacSha256 = '1.2.840.113549.2.9';
const aes256Cbc = '2.16.840.1.101.3.4.1.42';

/** Key and block sizes of the ciphers of PKCS#12's own schemes. */
const legacy = new Map([
  ['1.2.840.113549.1.12.1.3', { keySize: 24, isRc2: false }],
  ['1.2.840.113549.1.12.1.5', { keySize: 16, isRc2: true }],
  ['1.2.840.113549.1.12.1.6', { keySize: 5, isRc2: true }],
]);

const pseudoRandom = new Map([
  ['1.2.840.113549.2.7', 'sha1'],
  [hmacSha256, 'sha256'],
  ['1.2.840.113549.2.11', 'sha512'],
]);

const aes = new Map([
  ['2.16.840.1.101.3.4.1.2', { name: 'aes-128-cbc', keySize: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'aes-192-cbc', keySize: 24 }],
  [aes256Cbc, { name: 'aes-256-cbc', keySize: 32 }],
]);

const wrong = () => new KeyError('pkcs12: decryption error, incorrect padding');

/**
 * Decrypts what an AlgorithmIdentifier says how.
 *
 * @throws KeyError, DerError
 */
export function decryptWithPassword(call: CallContext, algorithm: DerReader, data: Buffer, password: Password): Buffer {
  const oid = algorithm.oid();
  if (data.length === 0) throw new KeyError('pkcs12: empty encrypted data');
  if (oid === pbes2) return unpad(decryptPbes2(call, algorithm.sequence(), data, password.text), 16);
  const scheme = legacy.get(oid);
  if (scheme === undefined) throw new KeyError(`pkcs12: pbe algorithm ${oid} is not supported`);
  const parameters = algorithm.sequence();
  const salt = parameters.octets();
  const derivation: Derivation = {
    hash: 'sha1',
    password: password.bmp,
    salt,
    iterations: countOf(parameters.integer()),
  };
  call.spend(derivation.iterations * 3);
  const key = derivePkcs12(derivation, 'key', scheme.keySize);
  const iv = derivePkcs12(derivation, 'iv', 8);
  if (data.length % 8 !== 0) throw new KeyError('pkcs12: input is not a multiple of the block size');
  if (scheme.isRc2) return unpad(rc2Decrypt(key, iv, data), 8);
  return unpad(createDecipheriv('des-ede3-cbc', key, iv).setAutoPadding(false).update(data), 8);
}

function decryptPbes2(call: CallContext, parameters: DerReader, data: Buffer, password: string): Buffer {
  const derivation = parameters.sequence();
  const encryption = parameters.sequence();
  const kdf = derivation.oid();
  if (kdf !== pbkdf2) throw new KeyError(`pkcs12: pbes2 kdf algorithm ${kdf} is not supported`);
  const { salt, iterations, hash } = readPbkdf2(derivation.sequence());
  const oid = encryption.oid();
  const cipher = aes.get(oid);
  if (cipher === undefined) throw new KeyError(`pkcs12: pbes2 algorithm ${oid} is not supported`);
  const iv = encryption.octets();
  if (iv.length !== 16) throw new KeyError('pkcs12: the initialization vector is not of the block size');
  if (data.length % 16 !== 0) throw new KeyError('pkcs12: input is not a multiple of the block size');
  call.spend(iterations);
  const key = pbkdf2Sync(password, salt, iterations, cipher.keySize, hash);
  return createDecipheriv(cipher.name, key, iv).setAutoPadding(false).update(data);
}

/** Reads the parameters of PBKDF2; without a pseudo-random function it is HMAC-SHA-1. */
export function readPbkdf2(parameters: DerReader) {
  if (parameters.peek() !== 0x04) throw new KeyError('pkcs12: only octet string salts are supported for pbkdf2');
  const salt = parameters.octets();
  const iterations = countOf(parameters.integer());
  const keyLength = parameters.peek() === 0x02 ? countOf(parameters.integer()) : undefined;
  const oid = parameters.isAtEnd ? undefined : parameters.sequence().oid();
  const hash = oid === undefined ? 'sha1' : pseudoRandom.get(oid);
  if (hash === undefined) throw new KeyError(`pkcs12: pbes2 prf ${oid} is not supported`);
  return { salt, iterations, keyLength, hash };
}

/** A number of rounds or bytes; less than one counts as one. */
export function countOf(number: bigint): number {
  if (number > 0x7fffffffn) throw new KeyError('asn1: structure error: integer too large');
  return Math.max(1, Number(number));
}

/** Every byte of the padding tells its length. */
function unpad(data: Buffer, blockSize: number): Buffer {
  const length = data.at(-1) as number;
  if (length === 0 || length > blockSize || length > data.length) throw wrong();
  const body = data.length - length;
  if (!data.subarray(body).every((byte) => byte === length)) throw wrong();
  return data.subarray(0, body);
}

/** Encrypts with PBES2: PBKDF2 with HMAC-SHA-256, 2,048 rounds, AES-256. Gives the AlgorithmIdentifier and the data. */
export function encryptWithPassword(call: CallContext, data: Buffer, password: string) {
  const iterations = 2048;
  const salt = call.randomBytes(16);
  const iv = call.randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, iterations, 32, 'sha256'), iv);
  const derivation = der.sequence(
    der.oid(pbkdf2),
    der.sequence(der.octets(salt), der.integer(BigInt(iterations)), der.sequence(der.oid(hmacSha256))),
  );
  const encryption = der.sequence(der.oid(aes256Cbc), der.octets(iv));
  return {
    algorithm: der.sequence(der.oid(pbes2), der.sequence(derivation, encryption)),
    data: Buffer.concat([cipher.update(data), cipher.final()]),
  };
}
