import { createPrivateKey, createSign } from 'node:crypto';
import { infisicalError } from '../../../errors/infisical.ts';
import { parseJsonObject } from '../../parse-json-object.ts';
import type { AuthMethod } from './auth-method.ts';
import { ownFile } from './own-file.ts';

const field = 'serviceAccountKeyFilePath';

/** How long the token is good; Google's service would give it no more than an hour. */
const seconds = 600;

/**
 * `gcpIamAuthCredentials`: a token that a Google service account signs, with its key in a file.
 *
 * @remarks The operator has Google's service sign it with that key; signed here it is the same, and one call less.
 */
export const method: AuthMethod = async (_fields, auth) => {
  const [identityId, path] = await Promise.all([auth.text('identityId'), auth.text(field)]);
  const key = await ownFile(path, field, auth);
  const jwt = sign(key, identityId, auth.context.now());
  if (jwt === undefined) {
    const place = auth.place(field);
    throw infisicalError(
      'INFISICAL_KEY',
      { field: place.field ?? field, needs: 'the JSON key of a service account' },
      place,
    );
  }
  auth.context.conceal(jwt);
  return { path: 'gcp-auth', body: { identityId, jwt } };
};

function sign(file: string, audience: string, now: number): string | undefined {
  const { client_email: email, private_key_id: kid, private_key: pem } = parseJsonObject(file) ?? {};
  if (typeof email !== 'string' || typeof pem !== 'string') return undefined;
  const issued = Math.floor(now / 1000);
  const head = part({ alg: 'RS256', typ: 'JWT', ...(typeof kid === 'string' ? { kid } : {}) });
  const claims = part({ sub: email, iss: email, aud: audience, iat: issued, exp: issued + seconds });
  try {
    const signature = createSign('RSA-SHA256').update(`${head}.${claims}`).sign(createPrivateKey(pem));
    return `${head}.${claims}.${signature.toString('base64url')}`;
  } catch {
    // The library's words may quote the key.
    return undefined;
  }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
