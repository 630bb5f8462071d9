import { der } from '../../go/der.ts';
import { KeyError } from './key-error.ts';
import { modularInverse } from './modular.ts';

/** What an RSA key is made of; the last three follow from the others. */
export interface RsaNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp?: bigint | undefined;
  readonly dq?: bigint | undefined;
  readonly qi?: bigint | undefined;
}

/**
 * Writes an RSA key as PKCS#1.
 *
 * @throws KeyError when the numbers do not agree, as Go's crypto/rsa finds.
 */
export function rsaPkcs1({ n, e, d, p, q, ...given }: RsaNumbers): Buffer {
  if (p <= 1n || q <= 1n) throw new KeyError('modulus must be > 1');
  const inverse = modularInverse(q, p);
  if (p * q !== n || inverse === undefined) throw new KeyError('crypto/rsa: p * q != n');
  if (e < 3n || e % 2n === 0n || e >> 31n !== 0n) throw new KeyError('crypto/rsa: invalid public exponent');
  const isRight = d > 0n && d < n && (d * e) % (p - 1n) === 1n && (d * e) % (q - 1n) === 1n;
  if (!isRight) throw new KeyError('crypto/rsa: invalid private exponent');
  const [dp, dq] = [d % (p - 1n), d % (q - 1n)];
  if (isGiven(given) && !(given.dp === dp && given.dq === dq && given.qi === inverse))
    throw new KeyError('crypto/rsa: invalid CRT exponent or coefficient');
  return der.sequence(...[0n, n, e, d, p, q, dp, dq, inverse].map(der.integer));
}

// Go looks at the last three only where all of them are there.
function isGiven({ dp, dq, qi }: Pick<RsaNumbers, 'dp' | 'dq' | 'qi'>): boolean {
  return dp !== undefined && dq !== undefined && qi !== undefined;
}

/** Wraps a PKCS#1 key as PKCS#8. */
export function rsaPkcs8(pkcs1: Buffer): Buffer {
  const algorithm = der.sequence(der.oid('1.2.840.113549.1.1.1'), der.null());
  return der.sequence(der.integer(0n), algorithm, der.octets(pkcs1));
}
