import type { Agent } from 'node:http';
import type { Guard } from './guard.ts';

/** The proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`). */
export interface Proxies {
  /** The proxy for a URL, or `undefined` for a direct connection. */
  proxyOf(url: URL): URL | undefined;
  createAgent(url: URL, proxy: URL, options: object, guard: Guard | undefined): Agent;
}

/**
 * Loads what proxies need, where the environment names one.
 *
 * @param env - The environment; only the names that matter here are read.
 * @returns `undefined` when no proxy is named, which is the usual case and loads nothing.
 */
export async function openProxies(env: Readonly<Record<string, string | undefined>>): Promise<Proxies | undefined> {
  const named = Object.keys(env).some((name) => /^(https?|all)_proxy$/i.test(name) && env[name] !== '');
  if (!named) return undefined;
  const [{ getProxyForUrl }, { HttpsProxyAgent }, { HttpProxyAgent }] = await Promise.all([
    import('proxy-from-env'),
    import('https-proxy-agent'),
    import('http-proxy-agent'),
  ]);

  // Both subclasses judge the target, not the proxy: the proxy is the administrator's own.
  class TunnelAgent extends HttpsProxyAgent<string> {
    readonly #target: object;
    readonly #guard: Guard | undefined;
    constructor(proxy: URL, options: object, guard: Guard | undefined) {
      super(proxy, proxyOptions(options));
      this.#target = options;
      this.#guard = guard;
    }
    override async connect(...[request, options]: Parameters<InstanceType<typeof HttpsProxyAgent<string>>['connect']>) {
      await this.#guard?.checkRemote(String(options.host));
      return await super.connect(request, { ...options, ...this.#target });
    }
  }
  class ForwardAgent extends HttpProxyAgent<string> {
    readonly #guard: Guard | undefined;
    constructor(proxy: URL, options: object, guard: Guard | undefined) {
      super(proxy, proxyOptions(options));
      this.#guard = guard;
    }
    override async connect(...[request, options]: Parameters<InstanceType<typeof HttpProxyAgent<string>>['connect']>) {
      await this.#guard?.checkRemote(String(options.host));
      return await super.connect(request, options);
    }
  }

  return {
    proxyOf(url) {
      // Given as an object, so that the library need not parse with the deprecated `url.parse`.
      const proxy = getProxyForUrl(url as unknown as string);
      return proxy === '' ? undefined : new URL(proxy);
    },
    createAgent: (url, proxy, options, guard) =>
      url.protocol === 'http:' ? new ForwardAgent(proxy, options, guard) : new TunnelAgent(proxy, options, guard),
  };
}

/** A store's CA and client certificate are for the store, not for the proxy in between. */
function proxyOptions(options: object): object {
  const { ca: _ca, cert: _cert, key: _key, ...rest } = options as Readonly<Record<string, unknown>>;
  return rest;
}
