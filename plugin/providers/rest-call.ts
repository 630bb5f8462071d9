import { HttpFault } from '../errors/http-fault.ts';
import { type StoreError, storeError } from '../errors/store.ts';
import type { HttpAnswer, HttpRequest, ProviderContext } from './provider.ts';

/** A request to a service's REST API. */
export interface RestRequest extends HttpRequest {
  readonly url: string;
  /** As errors name it: `GET secrets/db`. */
  readonly call: string;
  /** The right that it takes. */
  readonly needs?: string;
  /** Statuses besides 2xx that the caller understands. */
  readonly also?: readonly number[];
}

/**
 * Sends a request under the run's retry rules.
 *
 * @returns The answer: a 2xx, or one of the statuses that the caller asked for.
 * @throws StoreError for every other status, in our words: a body may quote the request, or a value.
 */
export async function restCall(
  { url, call, needs, also = [], ...request }: RestRequest,
  { http, retry }: Pick<ProviderContext, 'http' | 'retry'>,
): Promise<HttpAnswer> {
  return await retry(async () => {
    const answer = await http(url, request);
    const { status } = answer;
    if ((status >= 200 && status < 300) || also.includes(status)) return answer;
    throw refusal(answer, { url, call, needs });
  });
}

function refusal(
  { status, headers }: HttpAnswer,
  { url, call, needs }: { readonly url: string; readonly call: string; readonly needs: string | undefined },
): StoreError {
  const options = { cause: new HttpFault(status, headers) };
  if (status === 401) return storeError('STORE_CREDENTIALS', { call, status: String(status) }, undefined, options);
  if (status === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (status >= 500 || status === 408) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (status < 400) return storeError('STORE_ANSWER', { call, host: new URL(url).host });
  return storeError('STORE_REFUSED', { call, status, ...(needs === undefined ? {} : { needs }) }, undefined, options);
}
