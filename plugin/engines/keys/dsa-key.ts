import { checkPrimeSync, generateKeyPairSync } from 'node:crypto';
import { der } from '../../go/der.ts';
import { DerReader, readDer } from '../../go/der-read.ts';
import type { CallContext } from '../value.ts';
import { randomBelow } from '../values/random-below.ts';
import { modularPower } from './modular.ts';
import { findPrime, hasNoSmallFactor, randomBits } from './prime.ts';

const modulusLength = 2048;
const divisorLength = 256;

interface DsaNumbers {
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly y: bigint;
  readonly x: bigint;
}

/** Makes a DSA key (L2048, N256) in OpenSSL's own form. From a seed it follows from the random bytes. */
export function generateDsaKey(call: CallContext): Buffer {
  call.randomBytes(0);
  call.spend((modulusLength * modulusLength) / 16);
  const { p, q, g, y, x } = call.isSeeded === true ? derive(call) : generate();
  return der.sequence(...[0n, p, q, g, y, x].map(der.integer));
}

function generate(): DsaNumbers {
  const pair = generateKeyPairSync('dsa', { modulusLength, divisorLength });
  const info = DerReader.ofSequence(pair.privateKey.export({ type: 'pkcs8', format: 'der' }));
  info.integer();
  const algorithm = info.sequence();
  algorithm.oid();
  const parameters = algorithm.sequence();
  const [p, q, g] = [parameters.integer(), parameters.integer(), parameters.integer()];
  const x = new DerReader(readDer(info.octets()).whole).integer();
  const publicInfo = DerReader.ofSequence(pair.publicKey.export({ type: 'spki', format: 'der' }));
  publicInfo.sequence();
  const y = new DerReader(readDer(publicInfo.bits()).whole).integer();
  return { p, q, g, y, x };
}

function derive(call: CallContext): DsaNumbers {
  const q = findPrime(call, divisorLength);
  const p = findModulus(call, q);
  let g = 1n;
  for (let base = 2n; g === 1n; base += 1n) g = modularPower(base, (p - 1n) / q, p);
  const x = 1n + randomBelow(call, q - 1n);
  return { p, q, g, y: modularPower(g, x, p), x };
}

/** A prime one above a multiple of `q`. */
function findModulus(call: CallContext, q: bigint): bigint {
  for (;;) {
    const drawn = randomBits(call, modulusLength) | (1n << BigInt(modulusLength - 1));
    const candidate = drawn - (drawn % (2n * q)) + 1n;
    const isLong = candidate >> BigInt(modulusLength - 1) === 1n;
    if (isLong && hasNoSmallFactor(candidate) && checkPrimeSync(candidate)) return candidate;
  }
}
