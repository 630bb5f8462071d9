import { connectionError } from '../../errors/connection.ts';
import { infisicalError } from '../../errors/infisical.ts';
import { storeError } from '../../errors/store.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { AccessToken } from '../access-token.ts';
import { keyReference, type SecretSelector } from '../key-reference.ts';
import type { ProviderContext, StoreInfo } from '../provider.ts';
import { tokenRequest } from '../token-request.ts';
import { openTokenSource, type TokenSource } from '../token-source.ts';
import type { AuthContext } from './auth/auth-method.ts';
import { authMethods } from './auth/registry.ts';
import type { InfisicalFields } from './infisical-fields.ts';

/** A sign-in that lasts. */
export interface Session {
  readonly token: TokenSource;
  /** Whether the token was made for this run, and should end with it. */
  readonly isOurs: boolean;
}

/** Where the service is, and whom it is trusted by. */
export interface Service {
  /** With `/api`, without a slash at its end. */
  readonly base: string;
  readonly ca: string | undefined;
}

/** Signs in by the first method that `auth` has. */
export async function logIn(
  { auth, secretsScope }: InfisicalFields,
  service: Service,
  info: StoreInfo,
  context: ProviderContext,
): Promise<Session> {
  const [name, load] = authMethods.find(([field]) => auth[field] !== undefined) ?? [];
  if (name === undefined || load === undefined) {
    throw infisicalError('INFISICAL_AUTH', { methods: authMethods.map(([field]) => field) }, info.place('auth'));
  }
  const { method } = await load();
  const fields = auth[name] ?? {};
  const signIn = async () => await method(fields, authContext(name, fields, info, context));
  const first = await signIn();
  if ('token' in first) {
    if (!/^[\x20-\x7e]+$/.test(first.token)) throw connectionError('CREDENTIAL_UNPRINTABLE', { what: 'the token' });
    const token = new Sensitive(first.token);
    return { token: () => Promise.resolve({ token }), isOurs: false };
  }
  const { organizationSlug } = secretsScope;
  let next: typeof first | undefined = first;
  const obtain = async (): Promise<AccessToken> => {
    const request = next ?? (await signIn());
    next = undefined;
    if ('token' in request) return { token: new Sensitive(request.token) };
    const body = { ...request.body, ...(organizationSlug ? { organizationSlug } : {}) };
    return await exchange(request.path, body, service, context);
  };
  return { token: await openTokenSource(obtain, context.now), isOurs: true };
}

async function exchange(
  path: string,
  body: JsonObject,
  { base, ca }: Service,
  context: ProviderContext,
): Promise<AccessToken> {
  const url = `${base}/v1/auth/${path}/login`;
  const call = `the sign-in with ${path}`;
  const answer = await tokenRequest({ url, body, call, ...(ca === undefined ? {} : { ca }) }, context);
  const { accessToken, expiresIn } = answer;
  if (typeof accessToken !== 'string') throw storeError('STORE_ANSWER', { call, host: new URL(url).host });
  context.conceal(accessToken);
  const lasts = typeof expiresIn === 'number' && expiresIn > 0;
  return { token: new Sensitive(accessToken), ...(lasts ? { expiresAt: context.now() + expiresIn * 1000 } : {}) };
}

function authContext(name: string, fields: JsonObject, info: StoreInfo, context: ProviderContext): AuthContext {
  const place = (field: string) => info.place(`auth.${name}.${field}`);
  const bounds = new Map<string, ProviderContext>();
  const text = async (field: string): Promise<string> => {
    const found = await context.secretKey(keyReference(selectorOf(fields[field]), info, place(field)));
    context.conceal(found.reveal());
    bounds.set(field, context.boundBy?.(found) ?? context);
    return found.reveal().toString('utf8');
  };
  const optional = (field: string) => (selectorOf(fields[field])?.name ? text(field) : Promise.resolve(''));
  return { context, place, text, optional, boundBy: (field) => bounds.get(field) ?? context };
}

/** A reference, or an object with one in it. */
function selectorOf(written: unknown): SecretSelector | undefined {
  if (typeof written !== 'object' || written === null) return undefined;
  const { secretRef } = written as { readonly secretRef?: SecretSelector };
  return secretRef ?? (written as SecretSelector);
}
