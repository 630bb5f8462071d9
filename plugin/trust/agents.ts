import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Guard } from './guard.ts';
import type { Proxies } from './proxies.ts';

/** What decides how a connection is made. */
export interface AgentOptions {
  readonly url: URL;
  readonly tls?: {
    readonly ca?: string;
    readonly clientCertificate?: { readonly certificate: string; readonly key: string };
  };
  readonly guard?: Guard;
  readonly proxies?: Proxies;
  /** Most connections to a host at a time; any number unless set. */
  readonly maxSockets?: number;
}

/** Connections stay open this long after their last answer. */
const keepAlive = { keepAlive: true, keepAliveMsecs: 10_000, scheduling: 'lifo' } as const;

/** Makes a keep-alive agent for a URL: direct or through the proxy that the environment names, within the guard's addresses. */
export function createAgent({ url, tls, guard, proxies, maxSockets }: AgentOptions): HttpAgent {
  const options = { ...keepAlive, ...tlsOptions(tls), ...(maxSockets === undefined ? {} : { maxSockets }) };
  const proxy = proxies?.proxyOf(url);
  if (proxy !== undefined && proxies !== undefined) return proxies.createAgent(url, proxy, options, guard);
  if (guard === undefined) return url.protocol === 'http:' ? new HttpAgent(options) : new HttpsAgent(options);
  return url.protocol === 'http:' ? guardedHttp(options, guard) : guardedHttps(options, guard);
}

/** TLS settings as Node wants them. A CA of the store's own replaces the system roots, as it does in the operator. */
function tlsOptions(tls: AgentOptions['tls']): Readonly<Record<string, string>> {
  return {
    minVersion: 'TLSv1.2',
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.clientCertificate === undefined
      ? {}
      : { cert: tls.clientCertificate.certificate, key: tls.clientCertificate.key }),
  };
}

type Connect = HttpAgent['createConnection'];

function guardedHttp(options: object, guard: Guard): HttpAgent {
  class GuardedHttpAgent extends HttpAgent {
    override createConnection(...[target, done]: Parameters<Connect>): ReturnType<Connect> {
      return within(guard, target, done)
        ? super.createConnection({ ...target, lookup: guard.lookup }, done)
        : undefined;
    }
  }
  return new GuardedHttpAgent(options);
}

function guardedHttps(options: object, guard: Guard): HttpAgent {
  class GuardedHttpsAgent extends HttpsAgent {
    override createConnection(...[target, done]: Parameters<Connect>): ReturnType<Connect> {
      return within(guard, target, done)
        ? super.createConnection({ ...target, lookup: guard.lookup }, done)
        : undefined;
    }
  }
  return new GuardedHttpsAgent(options);
}

/** A literal address is never looked up, so it is judged here; the refusal reaches the request as its error. */
function within(guard: Guard, target: Parameters<Connect>[0], done: Parameters<Connect>[1]): boolean {
  try {
    guard.checkHost(String(target.host ?? target.hostname ?? 'localhost'));
    return true;
  } catch (refusal) {
    queueMicrotask(() => done?.(refusal as Error, undefined as never));
    return false;
  }
}
