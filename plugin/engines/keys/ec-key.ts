import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { CallContext } from '../value.ts';
import { randomBelow } from '../values/random-below.ts';
import { type Curve, curves } from './curves.ts';

/** Makes a key on a curve, P-256 unless another is named, from the call's random bytes. */
export function generateEcKey(call: CallContext, { name, oid, order, size }: Curve = curves[0]): KeyObject {
  const number = 1n + randomBelow(call, order - 1n);
  const secret = Buffer.from(number.toString(16).padStart(size * 2, '0'), 'hex');
  const agreement = createECDH(name);
  agreement.setPrivateKey(secret);
  const key = der.sequence(
    der.integer(1n),
    der.octets(secret),
    der.explicit(0, der.oid(oid)),
    der.explicit(1, der.bits(agreement.getPublicKey())),
  );
  return createPrivateKey({ key, format: 'der', type: 'sec1' });
}
