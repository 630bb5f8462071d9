import { createECDH } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { Curve } from './curves.ts';
import { KeyError } from './key-error.ts';

/** Gives the public point, uncompressed, of a private key. */
export function pointOf(curve: Curve, scalar: bigint): Buffer {
  const agreement = createECDH(curve.name);
  agreement.setPrivateKey(scalarBytes(curve, scalar));
  return agreement.getPublicKey();
}

/**
 * Writes an elliptic curve key as PKCS#8.
 *
 * @param point - The public point, uncompressed.
 */
export function ecPkcs8(curve: Curve, scalar: bigint, point: Buffer): Buffer {
  const algorithm = der.sequence(der.oid('1.2.840.10045.2.1'), der.oid(curve.oid));
  const secret = der.octets(scalarBytes(curve, scalar));
  const key = der.sequence(der.integer(1n), secret, der.explicit(1, der.bits(point)));
  return der.sequence(der.integer(0n), algorithm, der.octets(key));
}

/** Gives the number of a private key as many bytes as its curve takes. */
function scalarBytes({ size, order }: Curve, scalar: bigint): Buffer {
  if (scalar <= 0n || scalar >= order) throw new KeyError('ecdsa: private key scalar is out of range');
  return Buffer.from(scalar.toString(16).padStart(size * 2, '0'), 'hex');
}
