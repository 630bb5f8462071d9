import { createVerify, type KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { checkSignature, scopeOf } from '../aws/signature.ts';
import type { AccessKey } from '../aws/sts.ts';
import { text } from './fields.ts';
import type { VaultRequest } from './request.ts';
import type { TokenSpec } from './tokens.ts';
import { VaultError } from './vault-error.ts';

/** One mounted way to sign in: gives what the token is made with, or throws. */
export type Login = (request: VaultRequest, rest: string) => TokenSpec;

const grant: TokenSpec = { policies: ['default', 'reader'] };

/** AppRole: secret ids by role id. `once` ids are spent by their use. */
export function appRole(roles: Readonly<Record<string, readonly string[]>>, once = false, spec = grant): Login {
  const left = new Map(Object.entries(roles).map(([role, ids]) => [role, new Set(ids)]));
  return ({ body }) => {
    const ids = left.get(text(body, 'role_id'));
    const id = text(body, 'secret_id');
    if (ids?.has(id) !== true) throw new VaultError(400, 'invalid role or secret ID');
    if (once) ids.delete(id);
    return spec;
  };
}

/** Userpass and LDAP: passwords by name. */
export function passwords(users: Readonly<Record<string, string>>, spec = grant): Login {
  return ({ body }, rest) => {
    const name = rest.replace(/^login\//, '');
    if (!Object.hasOwn(users, name) || users[name] !== text(body, 'password')) {
      throw new VaultError(400, 'invalid username or password');
    }
    return spec;
  };
}

/** Kubernetes and JWT: tokens that are taken, by role. */
export function tokensByRole(roles: Readonly<Record<string, readonly string[]>>, spec = grant): Login {
  return ({ body }) => {
    const role = text(body, 'role');
    if (!Object.hasOwn(roles, role)) throw new VaultError(400, `invalid role name "${role}"`);
    if (roles[role]?.includes(text(body, 'jwt')) !== true) throw new VaultError(403, 'permission denied');
    return spec;
  };
}

/** TLS certificates: fingerprints, and the role that a sign-in may name. */
export function certificates(fingerprints: readonly string[], role: string, spec = grant): Login {
  return ({ body, fingerprint }) => {
    const named = text(body, 'name');
    if (fingerprint === undefined || !fingerprints.includes(fingerprint) || (named !== '' && named !== role)) {
      throw new VaultError(400, 'invalid certificate or no client certificate supplied');
    }
    return spec;
  };
}

/** AWS, type iam: checks the signature of the call that it is handed, as STS would. */
export function awsIam(
  options: { readonly role: string; readonly keys: ReadonlyMap<string, AccessKey>; readonly serverId?: string },
  spec = grant,
): Login {
  return ({ body }) => {
    const decoded = (name: string) => Buffer.from(text(body, name), 'base64').toString('utf8');
    const url = new URL(decoded('iam_request_url'));
    const lists = Object.entries(JSON.parse(decoded('iam_request_headers')) as Record<string, readonly string[]>);
    const headers = Object.fromEntries(lists.map(([name, [value]]) => [name.toLowerCase(), value]));
    const unknown = Object.keys(headers).filter((name) => !allowedHeaders.test(name));
    const isRight =
      unknown.length === 0 &&
      text(body, 'role') === options.role &&
      headers['host'] === url.host &&
      decoded('iam_request_body') === 'Action=GetCallerIdentity&Version=2011-06-15' &&
      headers['x-vault-aws-iam-server-id'] === options.serverId;
    const request = { method: text(body, 'iam_http_request_method'), url: '/', headers } as unknown as IncomingMessage;
    const scope = scopeOf(request);
    if (!isRight || scope === undefined) throw new VaultError(400, 'error making upstream request');
    if (options.serverId !== undefined && !scope.signedHeaders.includes('x-vault-aws-iam-server-id')) {
      throw new VaultError(400, 'missing header');
    }
    try {
      checkSignature(request, Buffer.from(decoded('iam_request_body')), scope, options.keys);
    } catch {
      throw new VaultError(400, 'error making upstream request');
    }
    return spec;
  };
}

/** Vault lets no others through to STS. */
const allowedHeaders =
  /^(x-amz-(algorithm|content-sha256|credential|date|security-token|signature|signedheaders|user-agent)|x-vault-aws-iam-server-id|authorization|content-(length|type)|host|user-agent|accept|accept-encoding)$/;

/** Google Cloud, type iam: checks a token that a service account's key signed. */
export function gcpIam(
  options: { readonly role: string; readonly email: string; readonly keys: Readonly<Record<string, KeyObject>> },
  spec = grant,
): Login {
  return ({ body }) => {
    const [head = '', claims = '', signature = ''] = text(body, 'jwt').split('.');
    const part = (encoded: string) => JSON.parse(Buffer.from(encoded, 'base64url').toString()) as Record<string, never>;
    const { kid } = part(head);
    const { aud, sub, exp = 0 } = part(claims);
    const key = options.keys[String(kid)];
    const left = exp - Date.now() / 1000;
    const isRight =
      text(body, 'role') === options.role &&
      aud === `vault/${options.role}` &&
      sub === options.email &&
      left > 0 &&
      left <= 900 &&
      key !== undefined &&
      createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(key, Buffer.from(signature, 'base64url'));
    if (!isRight) throw new VaultError(400, 'invalid JWT');
    return spec;
  };
}
