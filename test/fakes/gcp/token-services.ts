import { createVerify, generateKeyPairSync } from 'node:crypto';
import { GcpError } from './gcp-error.ts';

/** What a token service was asked for, and what it gave. */
export interface TokenRecord {
  readonly call: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly token: string;
}

let pair: { readonly publicKey: string; readonly privateKey: string } | undefined;

function keyPair() {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return pair;
}

/** OAuth, STS, IAM credentials, the exchange of GKE and the metadata server, as their documentation has them. */
export class TokenServices {
  readonly given: TokenRecord[] = [];
  /** Seconds that a token lives. */
  lifetime = 3600;
  /** What the metadata server knows; empty for a machine that has none. */
  readonly metadata = new Map<string, string>();
  /** Refuses whoever asks. */
  refused = false;

  /** A service account's key, as Google gives it out. */
  keyJson(url: string, changes: Readonly<Record<string, unknown>> = {}): string {
    return JSON.stringify({
      type: 'service_account',
      project_id: 'key-project',
      private_key_id: 'key-1',
      private_key: keyPair().privateKey,
      client_email: 'reader@proj.iam.gserviceaccount.com',
      client_id: '1',
      token_uri: `${url}/token`,
      ...changes,
    });
  }

  knows(authorization: string | undefined): boolean {
    return this.given.some(({ token }) => authorization === `Bearer ${token}`);
  }

  /** Answers a request; `undefined` for a path that is none of theirs. */
  answer(
    path: string,
    headers: TokenRecord['headers'],
    body: string,
  ): { readonly call: string; readonly answer: () => object | string } | undefined {
    if (path.startsWith('/computeMetadata/v1/')) return this.#metadataAnswer(path, headers);
    const call = calls.find(([pattern]) => pattern.test(path))?.[1];
    if (call === undefined) return undefined;
    const isJson = String(headers['content-type']).includes('json');
    const fields = isJson
      ? (JSON.parse(body) as Record<string, unknown>)
      : Object.fromEntries(new URLSearchParams(body));
    return { call, answer: () => this.#give(call, { ...fields, path }, headers) };
  }

  #give(call: string, fields: Readonly<Record<string, unknown>>, headers: TokenRecord['headers']): object {
    if (this.refused) throw new GcpError(400, 'invalid_grant', 'marked-body: refused');
    if (fields['assertion'] !== undefined) checkAssertion(String(fields['assertion']));
    if (call === 'impersonate' && !this.knows(headers['authorization'] as string)) {
      throw new GcpError(403, 'PERMISSION_DENIED', 'marked-body: not allowed');
    }
    const token = `ya29.${call}-${this.given.length}`;
    this.given.push({ call, fields, headers, token });
    if (call === 'impersonate') {
      return { accessToken: token, expireTime: new Date(Date.now() + this.lifetime * 1000).toISOString() };
    }
    return { access_token: token, token_type: 'Bearer', expires_in: this.lifetime };
  }

  #metadataAnswer(path: string, headers: TokenRecord['headers']) {
    const [name = ''] = path.slice('/computeMetadata/v1/'.length).split('?');
    return {
      call: `metadata ${name}`,
      answer: () => {
        if (headers['metadata-flavor'] !== 'Google') throw new GcpError(403, 'FORBIDDEN', 'Metadata-Flavor is missing');
        if (name === 'instance/service-accounts/default/token' && this.metadata.size > 0) {
          return this.#give('machine', { path }, headers);
        }
        const value = this.metadata.get(name);
        if (value === undefined) throw new GcpError(404, 'NOT_FOUND', 'not found');
        return value;
      },
    };
  }
}

const calls: readonly (readonly [RegExp, string])[] = [
  [/^\/token$/, 'token'],
  [/^\/v1\/token$/, 'sts'],
  [/^\/v1\/identitybindingtoken$/, 'binding'],
  [/^\/v1\/projects\/-\/serviceAccounts\/[^/]+:generateAccessToken$/, 'impersonate'],
];

function checkAssertion(assertion: string): void {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const verify = createVerify('sha256').update(`${header}.${claims}`);
  if (!verify.verify(keyPair().publicKey, signature, 'base64url')) {
    throw new GcpError(400, 'invalid_grant', 'Invalid JWT Signature.');
  }
}
