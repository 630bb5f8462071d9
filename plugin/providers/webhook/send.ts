import { storeError } from '../../errors/store.ts';
import { parseDuration } from '../../go/time-duration.ts';
import type { HttpAnswer, HttpRequest, ProviderContext } from '../provider.ts';
import { restCall } from '../rest-call.ts';
import type { WebhookFields } from './webhook-fields.ts';
import type { WebhookRequest } from './webhook-request.ts';

/** How the requests of one store are sent. */
export interface Sending {
  readonly context: ProviderContext;
  /** See `webhookHttp`. */
  readonly http: ProviderContext['http'];
  readonly ca: string | undefined;
  readonly timeoutMs: number | undefined;
}

/** Redirects that Go's client follows. */
const redirects = 10;

/** The store's own time for a request; `undefined` for none. */
export function timeoutOf({ timeout = '' }: Pick<WebhookFields, 'timeout'>): number | undefined {
  const duration = timeout === '' ? 0n : (parseDuration(timeout) ?? 0n);
  return duration <= 0n ? undefined : Math.max(1, Number(duration / 1_000_000n));
}

/**
 * Sends a request.
 *
 * @remarks
 * A webhook that breaks down with 500 does so again, and nobody knows what it did: only what says "later" is tried again.
 * Errors name the host alone, since a path may hold what a template put there.
 *
 * @returns The answer where it is a 2xx, 304 or 404.
 */
export async function send(request: WebhookRequest, { context, http, ca, timeoutMs }: Sending): Promise<HttpAnswer> {
  const { url, method } = request;
  const call = `${method} ${URL.canParse(url) ? new URL(url).host : 'of the webhook'}`;
  const tls: Pick<HttpRequest, 'ca' | 'timeoutMs'> = {
    ...(ca === undefined ? {} : { ca }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
  const needs = 'what the templates of url, headers and body send: see what the webhook wants';
  const answer = await restCall(
    { ...request, ...tls, redirects, call, needs, also: [304, 404, 412, 500] },
    { http, retry: context.retry },
  );
  const { status } = answer;
  if (status === 500) throw storeError('STORE_FAILED', { call, status });
  if (status === 412) throw storeError('STORE_REFUSED', { call, status, needs });
  return answer;
}
