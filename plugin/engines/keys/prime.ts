import { checkPrimeSync } from 'node:crypto';
import type { CallContext } from '../value.ts';

const smallPrimes = sieve(2000);

/**
 * Finds a prime of exactly so many bits, the two highest of them set, from the call's random bytes alone.
 *
 * @param fits - What else the prime must be.
 */
export function findPrime(call: CallContext, bits: number, fits: (prime: bigint) => boolean = () => true): bigint {
  for (;;) {
    const top = 3n << BigInt(bits - 2);
    const start = randomBits(call, bits) | top | 1n;
    for (const step of candidateSteps(start)) {
      const candidate = start + BigInt(step);
      if (candidate >> BigInt(bits) === 0n && fits(candidate) && checkPrimeSync(candidate)) return candidate;
    }
  }
}

/** A random number of at most so many bits. */
export function randomBits(call: CallContext, bits: number): bigint {
  return BigInt.asUintN(bits, BigInt(`0x${call.randomBytes(Math.ceil(bits / 8)).toString('hex')}`));
}

/** Tells whether no small prime divides a number. */
export function hasNoSmallFactor(number: bigint): boolean {
  return smallPrimes.every((prime) => number % BigInt(prime) !== 0n);
}

/** Even steps from an odd number to those near it that no small prime divides. */
function candidateSteps(start: bigint): readonly number[] {
  const reach = 1 << 14;
  const divisible = new Uint8Array(reach);
  for (const prime of smallPrimes) {
    const first = (prime - Number(start % BigInt(prime))) % prime;
    for (let step = first; step < reach; step += prime) divisible[step] = 1;
  }
  return Array.from({ length: reach / 2 }, (_, index) => index * 2).filter((step) => divisible[step] === 0);
}

function sieve(limit: number): readonly number[] {
  const numbers = Array.from({ length: limit - 3 }, (_, index) => index + 3);
  return numbers.filter((number) => {
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) return false;
    return true;
  });
}
