import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { type Bytes, bufferOf, bytesFromBuffer } from '../../go/byte-string.ts';
import { decodePem } from '../../go/pem.ts';
import { parseAnyPrivateKey } from '../keys/private-key.ts';
import { FunctionError } from '../value.ts';
import { type Family, fn } from './family.ts';
import { withKeyErrors } from './key-errors.ts';

// External-secrets' own function: runtime/template/v2/rsa.go.

/** Any other name means SHA-256. */
const hashes = new Map<string, string>([
  ['SHA1', 'sha1'],
  ['SHA512', 'sha512'],
]);

/** Go refuses shorter keys. */
const leastBits = 1024;

/** Functions on RSA. */
export const rsa: Family = {
  rsaDecrypt: fn(['string', 'string', 'string', 'string'], 'string', (scheme, hash, data, key) => {
    switch (scheme) {
      case 'None':
        return data;
      case 'RSA-OAEP':
        return decrypt(hashes.get(hash) ?? 'sha256', data, readKey(key));
      default:
        throw new FunctionError(`decryption scheme ${nameOf(scheme)} is not supported`);
    }
  }),
};

/** A scheme is shown only if it looks like one: arguments in a wrong order would show a value. */
function nameOf(scheme: Bytes): string {
  return /^[A-Za-z0-9-]{1,16}$/.test(scheme) ? scheme : 'of that name';
}

function readKey(text: Bytes): KeyObject {
  const { block } = decodePem(text);
  if (block === undefined) throw new FunctionError('failed to decode PEM block');
  const key = withKeyErrors(() => parseAnyPrivateKey(block.bytes), 'could not parse private key: ');
  if (key.asymmetricKeyType !== 'rsa') throw new FunctionError('could not parse RSA private key');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < leastBits) {
    throw new FunctionError('error decrypting data with RSA: crypto/rsa: key too small');
  }
  return key;
}

function decrypt(oaepHash: string, data: Bytes, key: KeyObject): Bytes {
  try {
    return bytesFromBuffer(
      privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, bufferOf(data)),
    );
  } catch {
    throw new FunctionError('error decrypting data with RSA: crypto/rsa: decryption error');
  }
}
