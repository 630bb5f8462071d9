import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { CallContext } from '../value.ts';
import { modularInverse } from './modular.ts';
import { findPrime } from './prime.ts';
import { type RsaNumbers, rsaPkcs1 } from './rsa-numbers.ts';

const exponent = 65537n;

/** Makes an RSA key. From a seed it follows from the random bytes; otherwise OpenSSL makes it. */
export function generateRsaKey(call: CallContext, bits: number): KeyObject {
  // OpenSSL has random bytes of its own; asking for none here lets a refusal of randomness be heard.
  call.randomBytes(0);
  call.spend((bits * bits) / 16);
  if (call.isSeeded !== true) return generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
  const half = Math.floor(bits / 2);
  const fits = (prime: bigint) => (prime - 1n) % exponent !== 0n;
  const p = findPrime(call, bits - half, fits);
  const q = findPrime(call, half, (prime) => fits(prime) && isFar(p, prime, half));
  return createPrivateKey({ key: rsaPkcs1(numbersOf(p > q ? [p, q] : [q, p])), format: 'der', type: 'pkcs1' });
}

/** Primes that are close to each other would give the key away. */
function isFar(p: bigint, q: bigint, bits: number): boolean {
  const apart = p > q ? p - q : q - p;
  return apart >> BigInt(bits - 100) !== 0n;
}

function numbersOf([p, q]: readonly [bigint, bigint]): RsaNumbers {
  const [lessP, lessQ] = [p - 1n, q - 1n];
  const d = modularInverse(exponent, (lessP * lessQ) / commonDivisor(lessP, lessQ)) as bigint;
  return { n: p * q, e: exponent, d, p, q };
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b);
}
