import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { gcpError } from '../../errors/gcp.ts';
import type { JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { AccessToken } from '../access-token.ts';
import type { ProviderContext } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { cloudPlatform } from './cloud-platform.ts';
import { googleUrl } from './google-url.ts';
import { oauthToken } from './oauth-token.ts';

/** Where a service account key comes from, for errors. */
export interface KeySource {
  /** The field, or the file. */
  readonly field: string;
  readonly place?: Place;
}

const publicTokenUrl = 'https://oauth2.googleapis.com/token';

/**
 * Signs in with the JSON key of a service account.
 *
 * @remarks
 * RFC 7523; golang.org/x/oauth2 `google/google.go`, `jwt/jwt.go`. Ours, and not google-auth-library's, which would send
 * through an HTTP stack of its own; the key's own `token_uri` is asked, as in the operator.
 * @throws ManifestError `GCP_KEY` for any other kind of file, StoreError where Google refuses it.
 */
export async function serviceAccountKeyToken(
  key: JsonObject | undefined,
  source: KeySource,
  context: ProviderContext,
): Promise<AccessToken> {
  if (key === undefined) throw fault('it is no JSON object', source);
  if (key['type'] !== 'service_account') throw fault('its type is not service_account', source);
  const email = text(key, 'client_email', source);
  const url = typeof key['token_uri'] === 'string' && key['token_uri'] !== '' ? key['token_uri'] : undefined;
  const audience = url ?? publicTokenUrl;
  const privateKey = openKey(text(key, 'private_key', source), source, context);
  const seconds = Math.floor(context.now() / 1000);
  const header = { alg: 'RS256', typ: 'JWT', ...(key['private_key_id'] ? { kid: key['private_key_id'] } : {}) };
  const claims = { iss: email, scope: cloudPlatform, aud: audience, iat: seconds, exp: seconds + 3600 };
  const unsigned = `${part(header)}.${part(claims)}`;
  const assertion = `${unsigned}.${sign('sha256', Buffer.from(unsigned), privateKey).toString('base64url')}`;
  const answer = await tokenRequest(
    {
      url: url ?? googleUrl(publicTokenUrl, 'ESR_GCP_TOKEN_ENDPOINT', context),
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
      call: `a token of service account ${email}`,
    },
    context,
  );
  return oauthToken(answer, { call: 'a token of a service account', host: new URL(audience).host }, context);
}

function fault(why: string, { field, place }: KeySource): Error {
  return gcpError('GCP_KEY', { field, why }, place);
}

function text(key: JsonObject, name: string, source: KeySource): string {
  const value = key[name];
  if (typeof value === 'string' && value !== '') return value;
  throw fault(`it has no ${name}`, source);
}

function openKey(pem: string, source: KeySource, context: ProviderContext): KeyObject {
  context.conceal(pem);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // Said below: what OpenSSL says may quote the key.
  }
  throw fault('its private_key is no RSA key in PEM', source);
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
