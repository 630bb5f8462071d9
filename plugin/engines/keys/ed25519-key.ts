import { createPrivateKey, type KeyObject } from 'node:crypto';
import { der } from '../../go/der.ts';
import type { CallContext } from '../value.ts';

/** Makes an Ed25519 key from the call's random bytes. */
export function generateEd25519Key(call: CallContext): KeyObject {
  const secret = der.octets(der.octets(call.randomBytes(32)));
  const key = der.sequence(der.integer(0n), der.sequence(der.oid('1.3.101.112')), secret);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
