import { faultsOf } from '../../errors/esr-error.ts';
import type { ProviderContext } from '../provider.ts';

/** What came of the requests that a piece of work made. */
export interface Routed {
  /** The last status that was no success. */
  readonly status?: number;
  /** The fault of a connection, in our words. */
  readonly fault?: unknown;
}

/** The end of the work that has the platform's `fetch` now. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs work whose requests go through `fetch` with the proxies, time and address rules of a store.
 *
 * @remarks
 * 1Password's SDK is compiled Rust that takes the platform's `fetch` and offers no other way in. One piece of work has it at a
 * time, so that each store's requests follow its own rules.
 * @param watch - Told what came of the requests before the work settles.
 */
export async function withRoutedFetch<T>(
  { http }: Pick<ProviderContext, 'http'>,
  work: () => Promise<T>,
  watch: (routed: Routed) => void,
): Promise<T> {
  const mine = turn.then(async () => {
    const own = globalThis.fetch;
    globalThis.fetch = routedFetch(http, watch);
    try {
      return await work();
    } finally {
      globalThis.fetch = own;
    }
  });
  turn = mine.catch(() => undefined);
  return await mine;
}

function routedFetch(http: ProviderContext['http'], watch: (routed: Routed) => void): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    try {
      const answer = await http(request.url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        ...(body === undefined ? {} : { body }),
      });
      const { status, headers } = answer;
      if (status >= 400) watch({ status });
      const isEmpty = [204, 205, 304].includes(status);
      return new Response(isEmpty ? null : answer.body, { status, headers });
    } catch (thrown) {
      if (faultsOf(thrown) !== undefined) watch({ fault: thrown });
      throw new TypeError('fetch failed');
    }
  };
}
