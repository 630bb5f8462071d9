import { generatorError } from '../errors/generator.ts';
import { throwAll } from '../errors/map-all.ts';
import { storeError } from '../errors/store.ts';
import type { Json, JsonObject } from '../model/document.ts';
import { Sensitive } from '../model/sensitive.ts';
import { headerCredential } from '../providers/header-credential.ts';
import type { SecretSelector } from '../providers/key-reference.ts';
import { askService, notUnderstood } from './ask-service.ts';
import { formatUuid } from './format-uuid.ts';
import type { Generator, GeneratorContext, GeneratorInfo } from './generator.ts';
import { leaveBehind } from './leave-behind.ts';
import { secretReference } from './secret-reference.ts';

// Grafana: https://grafana.com/docs/grafana/latest/developers/http_api/serviceaccount/
// ESO: generators/v1/grafana/grafana.go.

interface Fields {
  readonly url: string;
  readonly auth: {
    readonly token?: SecretSelector;
    readonly basic?: { readonly username: string; readonly password: SecretSelector };
  };
  readonly serviceAccount: { readonly name: string; readonly role: string; readonly secondsToLive?: number };
}

/** A signed-in connection to one Grafana. */
interface Connection {
  /** Ends in `/api`. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly context: GeneratorContext;
}

/** A token of a service account, which is made where there is none. */
export const generator: Generator = {
  random: true,
  leavesBehind: true,
  outputs: () => ['login', 'token'],
  async generate(spec, info, context) {
    const fields = spec as unknown as Fields;
    const { name, secondsToLive } = fields.serviceAccount;
    checkFields(fields, info);
    const base = `${fields.url.replace(/[?#].*$/, '').replace(/\/+$/, '')}/api`;
    const connection = { base, headers: { authorization: await authorizationOf(fields, info, context) }, context };
    if (secondsToLive === undefined) leaveBehind(info, 'serviceAccount.secondsToLive', context);
    const account = (await findAccount(fields, connection)) ?? (await createAccount(fields, connection));
    const request = {
      url: `${base}/serviceaccounts/${account.id}/tokens`,
      method: 'POST' as const,
      headers: connection.headers,
      // Names of tokens may not come twice.
      body: {
        name: formatUuid(context.fresh.bytes(16)),
        ...(secondsToLive === undefined ? {} : { secondsToLive }),
      },
      call: `a token of service account ${name}`,
      needs: 'the permission serviceaccounts:write',
      isOnce: true,
    };
    const { key } = await askService(request, context);
    if (typeof key !== 'string' || key === '') throw notUnderstood(request);
    return new Map([
      ['login', new Sensitive(account.login)],
      ['token', new Sensitive(key)],
    ]);
  },
};

function checkFields({ url, auth: { token, basic } }: Fields, info: GeneratorInfo): void {
  const isSigned = token !== undefined || basic !== undefined;
  const needs = 'a token, or basic';
  throwAll([
    ...(URL.canParse(url) ? [] : [storeError('STORE_ADDRESS', {}, info.place('url'))]),
    ...(isSigned ? [] : [generatorError('GENERATOR_FIELD', { field: 'auth', needs }, info.place('auth'))]),
  ]);
}

async function authorizationOf({ auth }: Fields, info: GeneratorInfo, context: GeneratorContext): Promise<string> {
  const { token, basic } = auth;
  if (token !== undefined) {
    const reference = secretReference(token, 'auth.token', info, context);
    return `Bearer ${await headerCredential(reference, 'the token', context)}`;
  }
  if (basic !== undefined) {
    const value = await context.secretKey(secretReference(basic.password, 'auth.basic.password', info, context));
    const login = Buffer.from(`${basic.username}:${value.reveal().toString('utf8')}`).toString('base64');
    context.conceal(login);
    return `Basic ${login}`;
  }
  throw new Error('the fields have been checked');
}

interface Account {
  readonly id: string;
  readonly login: string;
}

async function findAccount(
  { serviceAccount: { name } }: Fields,
  { base, headers, context }: Connection,
): Promise<Account | undefined> {
  const request = {
    url: `${base}/serviceaccounts/search?query=${encodeURIComponent(name)}`,
    method: 'GET' as const,
    headers,
    call: `the service account ${name}`,
    needs: 'the permission serviceaccounts:read',
  };
  const { serviceAccounts } = await askService(request, context);
  if (!Array.isArray(serviceAccounts)) throw notUnderstood(request);
  const found = (serviceAccounts as readonly Json[]).find((one) => isObject(one) && one['name'] === name);
  if (found === undefined) return undefined;
  const account = accountIn(found as JsonObject);
  if (account === undefined) throw notUnderstood(request);
  return account;
}

async function createAccount(
  { serviceAccount: { name, role } }: Fields,
  { base, headers, context }: Connection,
): Promise<Account> {
  const request = {
    url: `${base}/serviceaccounts`,
    method: 'POST' as const,
    headers,
    body: { name, role },
    call: `a new service account ${name}`,
    needs: 'the permission serviceaccounts:create',
    isOnce: true,
  };
  const account = accountIn(await askService(request, context));
  if (account === undefined) throw notUnderstood(request);
  return account;
}

function accountIn({ id, login }: JsonObject): Account | undefined {
  return typeof id === 'number' && typeof login === 'string' ? { id: String(id), login } : undefined;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
