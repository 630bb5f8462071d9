import { storeError } from '../../errors/store.ts';
import { type Bytes, bufferOf } from '../../go/byte-string.ts';
import type { HttpAnswer, HttpRequest, ProviderContext } from '../provider.ts';
import { newerIndex } from './newer-index.ts';
import type { VaultIdentity } from './vault-identity.ts';

/** One request to Vault's HTTP API. */
export interface VaultRequest {
  readonly method: 'GET' | 'LIST' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/v1/`, not encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  /** JSON text. */
  readonly body?: Bytes;
  readonly timeoutMs?: number;
}

/** In whose name a request is sent. */
export interface VaultBearer {
  readonly token?: string;
  readonly namespace: string;
}

/** Sends one request, once. Rejects for faults of the connection, never for a status. */
export type SendToVault = (request: VaultRequest, bearer: VaultBearer) => Promise<HttpAnswer>;

/** The TLS settings of all requests. */
export type VaultTls = Pick<HttpRequest, 'ca' | 'clientCertificate'>;

/** What node-vault hands to the function that sends its requests. */
interface Relayed {
  readonly uri: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text?: Buffer;
  readonly timeoutMs?: number;
}

/**
 * Opens node-vault over the run's own HTTP.
 *
 * @remarks
 * node-vault builds addresses; connections, deadlines, proxies and address rules are ours, and it never sees an answer's
 * status, so that no error of its own can quote the server. What it takes from the environment is taken away
 * again. One redirect is followed, token and all, as the operator's client does: a standby names the leader.
 */
export async function vaultTransport(
  identity: Pick<VaultIdentity, 'server' | 'headers' | 'readYourWrites' | 'forwardInconsistent'>,
  tls: VaultTls,
  context: ProviderContext,
): Promise<SendToVault> {
  const { server, readYourWrites, forwardInconsistent } = identity;
  // An empty address would make node-vault look for one in the environment.
  if (!/^https?:\/\//.test(server) || !URL.canParse(server)) throw storeError('STORE_ADDRESS', {});
  const { default: nodeVault } = await import('node-vault');
  const relay = async ({ uri, method, headers, text, timeoutMs }: Relayed) => {
    const answer = await context.http(uri, {
      method,
      headers,
      redirects: 1,
      carriesHeaders: true,
      ...tls,
      ...(text === undefined ? {} : { body: text }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return { statusCode: 200, body: answer, request: { path: '' } };
  };
  const client = nodeVault({
    endpoint: server,
    apiVersion: 'v1',
    debug: () => undefined,
    'request-promise': { defaults: () => relay },
  });
  Object.assign(client, { token: '', namespace: '', pathPrefix: '' });

  const own = ownHeaders(identity.headers);
  const keepsIndex = readYourWrites || forwardInconsistent;
  let index = '';
  return async ({ method, path, query = {}, body, timeoutMs }, { token, namespace }) => {
    // A LIST is sent as the operator's client sends it: not every proxy lets the verb through.
    const asked = method === 'LIST' ? { ...query, list: 'true' } : query;
    const answer = (await client.request({
      method: method === 'LIST' ? 'GET' : method,
      path: `/${encodePath(path)}${encodeQuery(asked)}`,
      headers: {
        ...own,
        'X-Vault-Request': 'true',
        ...(token === undefined ? {} : { 'X-Vault-Token': token }),
        ...(namespace === '' ? {} : { 'X-Vault-Namespace': namespace }),
        ...(index === '' ? {} : { 'X-Vault-Index': index }),
        ...(readYourWrites && forwardInconsistent ? { 'X-Vault-Inconsistent': 'forward-active-node' } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { text: bufferOf(body) }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    })) as HttpAnswer;
    const seen = answer.headers['x-vault-index'];
    if (keepsIndex && seen !== undefined) index = seen.split(/,\s*/).reduce(newerIndex, index);
    return answer;
  };
}

/** The store's own headers, but for those that are ours to set and those that belong to the connection. */
function ownHeaders(headers: VaultIdentity['headers']): Readonly<Record<string, string>> {
  const taken =
    /^(x-vault-(request|token|namespace|index|inconsistent)|content-(type|length)|transfer-encoding|connection|host)$/i;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !taken.test(name)));
}

/** Segment by segment: a key may hold blanks, `?`, `#` and `%`. */
function encodePath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.' && segment !== '..')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}

function encodeQuery(query: Readonly<Record<string, string | readonly string[]>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one.toWellFormed())}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
