import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Bytes } from '../../go/byte-string.ts';
import { DerError, DerReader } from '../../go/der-read.ts';
import { decodePem, encodePem } from '../../go/pem.ts';
import { curves } from './curves.ts';
import { KeyError } from './key-error.ts';

/** Algorithms of keys that Go's x509 reads. */
const algorithms = new Map([
  ['1.2.840.113549.1.1.1', 'RSA'],
  ['1.2.840.10045.2.1', 'EC'],
  ['1.3.101.112', 'Ed25519'],
  ['1.3.101.110', 'X25519'],
]);

type Format = 'pkcs1' | 'pkcs8' | 'sec1';

/**
 * Reads a private key from DER.
 *
 * @throws KeyError also for keys that OpenSSL can read and Go cannot.
 */
export function parsePrivateKey(bytes: Buffer, format: Format): KeyObject {
  try {
    if (format === 'pkcs8') checkAlgorithm(bytes);
    const key = createPrivateKey({ key: bytes, format: 'der', type: format });
    if (format === 'pkcs1' && key.asymmetricKeyType !== 'rsa') throw new KeyError('it is no RSA key');
    if (key.asymmetricKeyType === 'ec') checkCurve(key);
    return key;
  } catch (error) {
    if (error instanceof KeyError) throw error;
    throw new KeyError(`it is no private key in ${format.toUpperCase()} form`);
  }
}

function checkAlgorithm(bytes: Buffer): void {
  const info = DerReader.ofSequence(bytes);
  info.integer();
  const oid = info.sequence().oid();
  if (!algorithms.has(oid)) throw new KeyError(`PKCS#8 wrapping contained private key with unknown algorithm: ${oid}`);
}

function checkCurve(key: KeyObject): void {
  const name = key.asymmetricKeyDetails?.namedCurve;
  if (!curves.some((curve) => curve.name === name)) throw new KeyError('unknown elliptic curve');
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
