import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Bytes } from '../../go/byte-string.ts';
import { der } from '../../go/der.ts';
import { DerError, DerReader, readDer } from '../../go/der-read.ts';
import { decodePem, encodePem } from '../../go/pem.ts';
import { curves } from './curves.ts';
import { ecPkcs8, pointOf } from './ec-pkcs8.ts';
import { KeyError } from './key-error.ts';
import { rsaPkcs1, rsaPkcs8 } from './rsa-numbers.ts';

type Format = 'pkcs1' | 'pkcs8' | 'sec1';

/**
 * Reads a private key from DER.
 *
 * @remarks
 * Go's crypto/x509: keys of algorithms that it lacks are refused, RSA numbers must agree, and the public point of an elliptic
 * curve key is computed anew, whatever stands there.
 *
 * @throws KeyError
 */
export function parsePrivateKey(bytes: Buffer, format: Format): KeyObject {
  try {
    const reader = new DerReader(format === 'pkcs1' ? readDer(bytes).whole : bytes).sequence();
    const key = format === 'pkcs1' ? rsaPkcs8(readRsa(reader)) : format === 'sec1' ? readEc(reader) : readPkcs8(reader);
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch (error) {
    if (error instanceof KeyError) throw error;
    throw new KeyError(`it is no private key in ${format.toUpperCase()} form`);
  }
}

function readPkcs8(reader: DerReader): Buffer {
  reader.integer();
  const algorithm = reader.sequence();
  const oid = algorithm.oid();
  const content = reader.octets();
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      return rsaPkcs8(readRsa(new DerReader(readDer(content).whole).sequence()));
    case '1.2.840.10045.2.1':
      return readEc(new DerReader(content).sequence(), algorithm.peek() === 0x06 ? algorithm.oid() : undefined);
    case '1.3.101.110':
    case '1.3.101.112': {
      const seed = new DerReader(content).octets();
      if (!algorithm.isAtEnd || seed.length !== 32) throw new KeyError('x509: invalid Ed25519 private key');
      return der.sequence(der.integer(0n), der.sequence(der.oid(oid)), der.octets(der.octets(seed)));
    }
    default:
      throw new KeyError(`x509: PKCS#8 wrapping contained private key with unknown algorithm: ${oid}`);
  }
}

function readRsa(reader: DerReader): Buffer {
  // Go reads a version below zero too.
  if (reader.integer() > 1n) throw new KeyError('x509: unsupported private key version');
  const [n, e, d, p, q] = Array.from({ length: 5 }, () => reader.integer()) as [bigint, bigint, bigint, bigint, bigint];
  const [dp, dq, qi] = Array.from({ length: 3 }, () => (reader.peek() === 0x02 ? reader.integer() : undefined));
  if ([dp, dq, qi].some((number) => number !== undefined && number <= 0n)) {
    throw new KeyError('x509: private key contains zero or negative value');
  }
  return rsaPkcs1({ n, e, d, p, q, dp, dq, qi });
}

function readEc(reader: DerReader, given?: string): Buffer {
  if (reader.integer() !== 1n) throw new KeyError('x509: unknown EC private key version');
  const secret = reader.octets();
  const own = reader.optional(0xa0);
  // The public point follows from the secret; Go takes anything but a bit string that is damaged.
  const point = new DerReader(reader.optional(0xa1)?.content ?? Buffer.alloc(0));
  if (point.peek() === 0x03) point.bits();
  const oid = given ?? (own === undefined ? undefined : new DerReader(own.content).oid());
  const curve = curves.find((each) => each.oid === oid);
  if (curve === undefined) throw new KeyError('x509: unknown elliptic curve');
  // Zeros in front, too many or too few, do no harm.
  const scalar = secret.length === 0 ? 0n : BigInt(`0x${secret.toString('hex')}`);
  return ecPkcs8(curve, scalar, pointOf(curve, scalar));
}

/** Reads a private key from DER in whichever form it has. */
export function parseAnyPrivateKey(bytes: Buffer): KeyObject {
  for (const format of ['pkcs1', 'pkcs8', 'sec1'] as const) {
    try {
      return parsePrivateKey(bytes, format);
    } catch (error) {
      if (!(error instanceof KeyError || error instanceof DerError)) throw error;
    }
  }
  throw new KeyError('unable to parse private key type');
}

/** Reads the private key of the first PEM block, whose type says its form; as sprig does. */
export function parsePemPrivateKey(text: Bytes): KeyObject {
  const { block } = decodePem(text);
  if (block === undefined) throw new KeyError('no PEM data in input');
  switch (block.type) {
    case 'PRIVATE KEY':
      return parsePrivateKey(block.bytes, 'pkcs8');
    case 'RSA PRIVATE KEY':
      return parsePrivateKey(block.bytes, 'pkcs1');
    case 'EC PRIVATE KEY':
      return parsePrivateKey(block.bytes, 'sec1');
    default:
      // The type stands in the value, and a value is not shown.
      throw new KeyError(
        block.type.endsWith(' PRIVATE KEY') ? 'invalid private key type' : 'no private key data in PEM block',
      );
  }
}

/** Writes a private key as PEM in the form that is usual for its algorithm, as sprig does. */
export function privateKeyPem(key: KeyObject): Bytes {
  if (key.asymmetricKeyType === 'rsa') {
    return encodePem('RSA PRIVATE KEY', key.export({ type: 'pkcs1', format: 'der' }));
  }
  if (key.asymmetricKeyType === 'ec') {
    return encodePem('EC PRIVATE KEY', key.export({ type: 'sec1', format: 'der' }));
  }
  return encodePem('PRIVATE KEY', pkcs8Of(key));
}

/** Writes a private key as PKCS#8. */
export function pkcs8Of(key: KeyObject): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' });
}
