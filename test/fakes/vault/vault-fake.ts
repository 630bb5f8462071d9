import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { bufferOf, bytesOf } from '../../../plugin/go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../../plugin/go/json.ts';
import type { Certificate } from '../../support/certificate.ts';
import { FakeServer } from '../fake-server.ts';
import { type Fault, Faults } from '../faults.ts';
import type { Engine } from './engine.ts';
import { type FaultKind, showFault } from './fault.ts';
import { json, readFields } from './fields.ts';
import { Kv1 } from './kv1.ts';
import { Kv2 } from './kv2.ts';
import type { Login } from './logins.ts';
import type { VaultAnswer, VaultRequest } from './request.ts';
import { System } from './system.ts';
import { Tokens } from './tokens.ts';
import { VaultError } from './vault-error.ts';

/** Vault on the loopback, as its HTTP API: https://developer.hashicorp.com/vault/api-docs */
export class VaultFake extends FakeServer {
  readonly tokens = new Tokens();
  readonly system = new System();
  /** Every call that arrived, in order. */
  readonly requests: VaultRequest[] = [];
  /** Paths below `/v1/` that are refused to all but root. */
  readonly denied = new Set<string>();
  /** Sent with every answer. */
  readonly headers: Record<string, string> = {};
  /** Where a standby sends its callers. */
  redirectTo: string | undefined;

  readonly #engines = new Map<string, Engine>();
  readonly #logins = new Map<string, Login>();
  readonly #faults = new Faults<FaultKind>();

  private constructor(tls: Certificate | undefined) {
    super(tls === undefined ? undefined : { ...tls, requestCert: true, rejectUnauthorized: false });
  }

  /** Starts a server on a free port of the loopback, with TLS where it is given a certificate. */
  static async start(tls?: Certificate): Promise<VaultFake> {
    return await new VaultFake(tls).listen();
  }

  get calls(): readonly string[] {
    return this.requests.map(({ call }) => call);
  }

  /** Mounts the key-value engine, version 1. */
  kv1(path: string, namespace = ''): Kv1 {
    return this.#mount(path, namespace, () => new Kv1());
  }

  /** Mounts the key-value engine, version 2. */
  kv2(path: string, namespace = ''): Kv2 {
    return this.#mount(path, namespace, () => new Kv2());
  }

  /** What is mounted in the root namespace, by path. */
  get mounts(): ReadonlyMap<string, Engine> {
    return new Map([...this.#engines].flatMap(([id, engine]) => (id.startsWith('\n') ? [[id.slice(1), engine]] : [])));
  }

  /** Mounts a way to sign in. @param path - Below `auth/`. */
  signIn(path: string, login: Login, namespace = ''): void {
    this.#logins.set(`${namespace}\n${path}`, login);
  }

  /** Shows a fault to calls that begin so, `GET /v1/secret`. */
  fail(fault: Fault<FaultKind>): void {
    this.#faults.add(fault);
  }

  #mount<E extends Engine>(path: string, namespace: string, make: () => E): E {
    const id = `${namespace}\n${path}`;
    const engine = (this.#engines.get(id) as E | undefined) ?? make();
    this.#engines.set(id, engine);
    return engine;
  }

  protected override take(incoming: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const request = understood(incoming, body);
    this.requests.push(request);
    try {
      if (this.redirectTo !== undefined) {
        response.writeHead(307, { location: `${this.redirectTo}${incoming.url}` }).end();
        return;
      }
      const fault = this.#faults.next((call = '') => request.call.startsWith(call));
      if (fault !== undefined) {
        showFault(fault, response);
        return;
      }
      this.#send(response, request, this.#answer(request));
    } catch (thrown) {
      if (!(thrown instanceof VaultError)) throw thrown;
      const headers = { 'content-type': 'application/json', ...this.headers };
      response.writeHead(thrown.status, headers).end(JSON.stringify({ errors: thrown.errors }));
    }
  }

  #answer(request: VaultRequest): VaultAnswer {
    const { path, namespace } = request;
    const open = this.system.open(request);
    if (open !== undefined) return open;
    if (path === 'sys/wrapping/unwrap' && this.system.isWrapping(request.token)) {
      return this.system.answer(request) as VaultAnswer;
    }
    const [login, rest] = this.#loginAt(path, namespace);
    if (login !== undefined) {
      return { auth: this.tokens.auth(this.tokens.create({ namespace, ...login(request, rest) })) };
    }
    const token = this.tokens.admit(request);
    if (this.denied.has(path)) throw new VaultError(403, '1 error occurred: permission denied');
    if (path.startsWith('auth/token/')) {
      const answer = this.tokens.answer(request, path.slice('auth/token/'.length), token);
      if (answer !== undefined) return answer;
    }
    return this.system.answer(request) ?? this.#atMount(request);
  }

  #loginAt(path: string, namespace: string): readonly [Login | undefined, string] {
    for (const [id, login] of this.#logins) {
      const [where, mount] = id.split('\n') as [string, string];
      const prefix = `auth/${mount}/`;
      if (where === namespace && path.startsWith(`${prefix}login`)) return [login, path.slice(prefix.length)];
    }
    return [undefined, ''];
  }

  #atMount(request: VaultRequest): VaultAnswer {
    const { path, namespace } = request;
    for (const [id, engine] of this.#engines) {
      const [where, mount] = id.split('\n') as [string, string];
      if (where !== namespace) continue;
      if (path === mount) return engine.answer(request, '');
      if (path.startsWith(`${mount}/`)) return engine.answer(request, path.slice(mount.length + 1));
    }
    throw new VaultError(404, `no handler for route "${path}". route entry not found.`);
  }

  #send(response: ServerResponse, { headers, path }: VaultRequest, answer: VaultAnswer): void {
    const { status = 200 } = answer;
    if (status === 204) {
      response.writeHead(204, this.headers).end();
      return;
    }
    const ttl = Number.parseInt(String(headers['x-vault-wrap-ttl'] ?? ''), 10);
    const wrap = ttl > 0 ? json(this.system.wrap(answer, path, ttl)) : null;
    const body = new Map<string, JsonValue>([
      ['request_id', bytesOf('00000000-0000-0000-0000-000000000000')],
      ['lease_id', bytesOf('')],
      ['renewable', false],
      ['lease_duration', 0],
      ['data', wrap === null ? (answer.data ?? null) : null],
      ['wrap_info', wrap],
      ['warnings', answer.warnings === undefined ? null : json(answer.warnings)],
      ['auth', wrap === null ? (answer.auth ?? null) : null],
    ]);
    const text = marshalJson(new Map([...body].map(([name, value]) => [bytesOf(name), value])));
    response.writeHead(status, { 'content-type': 'application/json', ...this.headers, ...answer.headers });
    response.end(bufferOf(text));
  }
}

function understood(incoming: IncomingMessage, body: Buffer): VaultRequest {
  const url = new URL(incoming.url ?? '/', 'http://vault');
  const isList = incoming.method === 'LIST' || (incoming.method === 'GET' && url.searchParams.get('list') === 'true');
  const operation = isList
    ? 'LIST'
    : incoming.method === 'POST'
      ? 'PUT'
      : (incoming.method as VaultRequest['operation']);
  const path = decodeURIComponent(url.pathname.replace(/^\/v1\//, '')).replace(/\/$/, '');
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => name !== 'list'));
  const asked = query.size === 0 ? '' : `?${query}`;
  const { headers, socket } = incoming;
  const peer = 'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined;
  return {
    call: `${operation} /v1/${path}${asked}`,
    operation,
    path,
    query,
    headers,
    body: readFields(body.toString('utf8') || '{}'),
    token: String(headers['x-vault-token'] ?? ''),
    namespace: String(headers['x-vault-namespace'] ?? '').replace(/^\/|\/$/g, ''),
    fingerprint: peer?.fingerprint256,
  };
}
