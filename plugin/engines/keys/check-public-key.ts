import { createPublicKey } from 'node:crypto';
import { der } from '../../go/der.ts';
import { DerReader, type DerValue } from '../../go/der-read.ts';
import { curves } from './curves.ts';
import { KeyError } from './key-error.ts';

/** Checks the public key in a certificate as Go does; keys of algorithms that it does not know may be anything. */
export function checkPublicKey(info: DerValue): DerValue {
  const reader = new DerReader(info.content);
  const algorithm = reader.sequence();
  const oid = algorithm.oid();
  const bits = reader.bits();
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      checkRsa(algorithm, bits);
      break;
    case '1.2.840.10045.2.1':
      checkEc(algorithm, bits);
      break;
    case '1.3.101.110':
    case '1.3.101.112':
      if (!algorithm.isAtEnd || bits.length !== 32) throw new KeyError('x509: wrong Ed25519 public key');
      break;
  }
  return info;
}

function checkRsa(algorithm: DerReader, bits: Buffer): void {
  if (algorithm.isAtEnd || algorithm.any().whole.toString('hex') !== '0500') {
    throw new KeyError('x509: RSA key missing NULL parameters');
  }
  const key = new DerReader(bits).sequence();
  const [modulus, exponent] = [key.integer(), key.integer()];
  if (modulus <= 0n || exponent <= 0n || exponent >> 63n !== 0n) throw new KeyError('x509: invalid RSA public key');
}

function checkEc(algorithm: DerReader, point: Buffer): void {
  const oid = algorithm.oid();
  const curve = curves.find((each) => each.oid === oid);
  if (curve === undefined) throw new KeyError('x509: unsupported elliptic curve');
  if (point[0] !== 4 || point.length !== 1 + 2 * curve.size)
    throw new KeyError('ecdsa: invalid uncompressed public key');
  const name = der.sequence(der.oid('1.2.840.10045.2.1'), der.oid(oid));
  try {
    createPublicKey({ key: der.sequence(name, der.bits(point)), format: 'der', type: 'spki' });
  } catch {
    throw new KeyError(`${curve.jwk.replace('-', '')} point not on curve`);
  }
}
