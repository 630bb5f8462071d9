import { createHash, type KeyObject, sign as signWith } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { CallContext } from '../value.ts';
import { randomBelow } from '../values/random-below.ts';
import { type Curve, curves } from './curves.ts';
import { pointOf } from './ec-pkcs8.ts';
import { KeyError } from './key-error.ts';
import { modularInverse } from './modular.ts';

/** How a key signs certificates: the algorithm's identifier, and the signature. */
export interface Signer {
  /** DER. */
  readonly algorithm: Buffer;
  sign(message: Buffer): Buffer;
}

/** Gives the signer of a key, with the algorithm that Go's x509 takes for it. */
export function signerOf(call: CallContext, key: KeyObject): Signer {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return {
        algorithm: der.sequence(der.oid('1.2.840.113549.1.1.11'), der.null()),
        sign: (message) => signWith('sha256', message, key),
      };
    case 'ed25519':
      return {
        algorithm: der.sequence(der.oid('1.3.101.112')),
        sign: (message) => signWith(null, message, key),
      };
    case 'ec': {
      const curve = curves.find(({ name }) => name === key.asymmetricKeyDetails?.namedCurve);
      if (curve !== undefined) return ecdsaSigner(call, key, curve);
    }
  }
  throw new KeyError('x509: certificate private key does not implement crypto.Signer');
}

const ecdsaOids = { sha256: '1.2.840.10045.4.3.2', sha384: '1.2.840.10045.4.3.3', sha512: '1.2.840.10045.4.3.4' };

function ecdsaSigner(call: CallContext, key: KeyObject, curve: Curve): Signer {
  return {
    algorithm: der.sequence(der.oid(ecdsaOids[curve.hash])),
    sign: (message) =>
      call.isSeeded === true ? signFromSeed(call, key, curve, message) : signWith(curve.hash, message, key),
  };
}

/** OpenSSL draws the nonce of a signature itself; from a seed it must follow, so that the certificate stays the same. */
function signFromSeed(call: CallContext, key: KeyObject, curve: Curve, message: Buffer): Buffer {
  const { order, size } = curve;
  const secret = BigInt(`0x${Buffer.from(key.export({ format: 'jwk' }).d as string, 'base64url').toString('hex')}`);
  const digest = createHash(curve.hash).update(message).digest();
  const bits = order.toString(2).length;
  const shift = BigInt(Math.max(0, digest.length * 8 - bits));
  const hash = BigInt(`0x${digest.toString('hex')}`) >> shift;
  for (;;) {
    const nonce = 1n + randomBelow(call, order - 1n);
    const r = BigInt(`0x${pointOf(curve, nonce).toString('hex', 1, 1 + size)}`) % order;
    const s = ((modularInverse(nonce, order) as bigint) * (hash + r * secret)) % order;
    if (r !== 0n && s !== 0n) return der.sequence(der.integer(r), der.integer(s));
  }
}
