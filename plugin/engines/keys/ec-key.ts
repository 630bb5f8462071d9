import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { CallContext } from '../value.ts';
import { randomBelow } from '../values/random-below.ts';
import { type Curve, curves } from './curves.ts';
import { ecPkcs8, pointOf } from './ec-pkcs8.ts';

/** Makes a key on a curve, P-256 unless another is named, from the call's random bytes. */
export function generateEcKey(call: CallContext, curve: Curve = curves[0]): KeyObject {
  const scalar = 1n + randomBelow(call, curve.order - 1n);
  return createPrivateKey({ key: ecPkcs8(curve, scalar, pointOf(curve, scalar)), format: 'der', type: 'pkcs8' });
}
