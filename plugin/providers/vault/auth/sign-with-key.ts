import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import { vaultError } from '../../../errors/vault.ts';
import type { Place } from '../../../model/place.ts';

/** A token lives this long; Vault takes no more than fifteen minutes. */
const seconds = 600;

/**
 * Signs a token with a service account's key file, as Google would.
 *
 * @param keyFile - The JSON text of the file.
 * @param now - Milliseconds since 1970.
 * @throws ManifestError for a file that is none; its words hold nothing of it.
 */
export function signWithKey(keyFile: string, audience: string, now: number, place: Place): string {
  const { email, keyId, key } = read(keyFile, place);
  const issued = Math.floor(now / 1000);
  const head = part({ alg: 'RS256', typ: 'JWT', kid: keyId });
  const claims = part({ aud: audience, sub: email, iss: email, iat: issued, exp: issued + seconds });
  const signature = createSign('RSA-SHA256').update(`${head}.${claims}`).sign(key);
  return `${head}.${claims}.${signature.toString('base64url')}`;
}

function read(text: string, place: Place): { email: string; keyId: string; key: KeyObject } {
  try {
    const file = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const { client_email: email, private_key_id: keyId, private_key: pem } = file;
    if (typeof email === 'string' && typeof keyId === 'string' && typeof pem === 'string') {
      return { email, keyId, key: createPrivateKey(pem) };
    }
  } catch {
    // A parser's words may quote the key.
  }
  throw vaultError(
    'VAULT_AUTH_FIELD',
    { field: 'auth.gcp.secretRef', needs: 'the JSON key of a service account' },
    place,
  );
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
