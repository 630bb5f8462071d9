import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { generatorError } from '../errors/generator.ts';
import type { Place } from '../model/place.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import { askService, notUnderstood } from './ask-service.ts';
import type { Generator } from './generator.ts';
import { secretReference } from './secret-reference.ts';

// GithubAccessToken: https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
// ESO: generators/v1/github/github.go.

interface Fields {
  readonly appID: string;
  readonly installID: string;
  readonly auth: { readonly privateKey: { readonly secretRef: SecretSelector } };
  readonly url?: string;
  readonly repositories?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
}

const field = 'auth.privateKey.secretRef';

/** A token of a GitHub App's installation, good for an hour. */
export const generator: Generator = {
  random: false,
  async generate(spec, info, context) {
    const { appID, installID, auth, url, repositories = [], permissions } = spec as unknown as Fields;
    const reference = secretReference(auth.privateKey.secretRef, field, info, context);
    const key = openKey((await context.secretKey(reference)).reveal(), reference.place);
    const token = signedToken(appID, key, context.now());
    context.conceal(token);
    const body = {
      ...(permissions === undefined ? {} : { permissions }),
      ...(repositories.length === 0 ? {} : { repositories }),
    };
    const request = {
      url: `${(url || 'https://api.github.com').replace(/\/+$/, '')}/app/installations/${encodeURIComponent(installID)}/access_tokens`,
      method: 'POST' as const,
      headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github.v3+json' },
      ...(Object.keys(body).length === 0 ? {} : { body }),
      call: `a token of installation ${installID}`,
      needs: `app ${appID} to be installed there, with the repositories and permissions that the generator asks for`,
    };
    const { token: given } = await askService(request, context);
    if (typeof given !== 'string') throw notUnderstood(request);
    return new Map([['token', new Sensitive(given)]]);
  },
};

function openKey(pem: Buffer, place: Place): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // Said below: what OpenSSL says may quote the key.
  }
  throw generatorError('PRIVATE_KEY', { field }, place);
}

/** Issued ten seconds ago, since clocks differ, and good for five minutes. */
function signedToken(issuer: string, key: KeyObject, now: number): string {
  const issuedAt = Math.floor((now - 10_000) / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: issuer, exp: Math.floor((now + 300_000) / 1000), iat: issuedAt };
  const unsigned = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${unsigned}.${sign('sha256', Buffer.from(unsigned), key).toString('base64url')}`;
}
