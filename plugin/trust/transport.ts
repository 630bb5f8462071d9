import type { Agent } from 'node:http';
import { storeError } from '../errors/store.ts';
import type { HttpAnswer, HttpRequest } from '../providers/provider.ts';
import { createAgent } from './agents.ts';
import { exchange } from './exchange.ts';
import { type Guard, type Resolve, strictGuard } from './guard.ts';
import { openProxies } from './proxies.ts';

/** HTTP for one kind of store. */
export interface Channel {
  /** See `ProviderContext.http`. */
  http(url: string, request?: HttpRequest): Promise<HttpAnswer>;
  /** See `ProviderContext.agent`. */
  agent(url: string, tls?: Pick<HttpRequest, 'ca' | 'clientCertificate' | 'connection'>): Agent;
}

/** The run's connections: kept open between requests, shared by the stores that ask for the same thing. */
export interface Transport {
  /** For stores that may connect anywhere. */
  readonly open: Channel;
  /** For stores of the input, in the sidecar: public addresses only. */
  readonly strict: Channel;
  /** Closes every connection. */
  close(): void;
}

/** What a transport is made from. */
export interface TransportOptions {
  /** Fires when the run's time is over. */
  readonly signal: AbortSignal;
  readonly requestTimeoutMs: number;
  /** The environment, for the proxy variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Longest answer that is read; 32 MiB unless set. */
  readonly maxBytes?: number;
  /** Replaces the system's resolver where addresses are judged; for tests. */
  readonly resolve?: Resolve;
}

/** Opens the run's transport. Loads proxy support only where the environment names a proxy. */
export async function openTransport(options: TransportOptions): Promise<Transport> {
  const proxies = await openProxies(options.env);
  const agents = new Map<string, Agent>();

  const channel = (name: string, guard: Guard | undefined): Channel => {
    const agent: Channel['agent'] = (url, tls = {}) => {
      const target = parseUrl(url);
      const { ca, clientCertificate, connection } = tls;
      const proxy = proxies?.proxyOf(target)?.href;
      const id = JSON.stringify([name, target.protocol, proxy, ca, clientCertificate, connection]);
      let found = agents.get(id);
      if (found === undefined) {
        found = createAgent({
          url: target,
          tls,
          ...(connection === undefined ? {} : { maxSockets: 1 }),
          ...(guard === undefined ? {} : { guard }),
          ...(proxies === undefined ? {} : { proxies }),
        });
        agents.set(id, found);
      }
      return found;
    };
    return { agent, http: (url, request = {}) => follow(parseUrl(url), request, agent, options) };
  };

  return {
    open: channel('open', undefined),
    strict: channel('strict', strictGuard(options.resolve)),
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** Sends a request and follows as many redirects as it allows; each hop goes through the same agent rules. */
async function follow(
  url: URL,
  request: HttpRequest,
  agent: Channel['agent'],
  options: TransportOptions,
): Promise<HttpAnswer> {
  let target = url;
  let current = request;
  for (let left = request.redirects ?? 0; ; left -= 1) {
    const answer = await exchange(target, current, { ...options, agent: agent(target.href, current) });
    const { location } = answer.headers;
    if (left <= 0 || location === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    const next = parseUrl(new URL(location, target).href);
    // As Go's clients: never from TLS to plain text.
    if (target.protocol === 'https:' && next.protocol === 'http:') return answer;
    const isElsewhere = next.origin !== target.origin && request.carriesHeaders !== true;
    current = redirected(current, answer.status, isElsewhere);
    target = next;
  }
}

/** Headers that say nothing of who asks. Any other may be a credential: every service has a name of its own for it. */
const impersonal = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

function redirected(request: HttpRequest, status: number, elsewhere: boolean): HttpRequest {
  const { method: _method, body: _body, headers = {}, ...rest } = request;
  const kept = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !elsewhere || impersonal.has(name.toLowerCase())),
  );
  // As Go's clients and browsers: only 307 and 308 send the same request again.
  if (status === 307 || status === 308) return { ...request, headers: kept };
  return { ...rest, ...(request.method === 'HEAD' ? { method: 'HEAD' } : {}), headers: kept };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw storeError('STORE_ADDRESS', {});
  if (hasDotSegments(text)) throw storeError('STORE_PATH', { host: url.host });
  return url;
}

/** A URL parser takes such segments away, and those before them, even where they are encoded. */
function hasDotSegments(text: string): boolean {
  const [path = ''] = text.replace(/[\t\r\n]/g, '').split(/[?#]/);
  return path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}
