import { HttpFault } from '../errors/http-fault.ts';
import { type StoreError, storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import { parseJsonObject } from '../providers/parse-json-object.ts';
import type { HttpAnswer, HttpRequest, ProviderContext } from '../providers/provider.ts';

/** A question to a service that gives out tokens. */
export interface ServiceRequest extends Pick<HttpRequest, 'headers' | 'redirects' | 'timeoutMs' | 'ca'> {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Sent as JSON. */
  readonly body?: JsonObject;
  /** As errors name it: `the token of installation 42`. */
  readonly call: string;
  /** The right that it takes. */
  readonly needs: string;
  /** The statuses that are an answer; any 2xx unless given. */
  readonly expects?: readonly number[];
  /** It makes something that stays: it is sent once, since nobody knows what a broken one left behind. */
  readonly isOnce?: boolean;
}

/**
 * Asks a service, and reads the JSON object that answers.
 *
 * @throws StoreError by the status alone: what a service writes may quote the request.
 */
export async function askService(request: ServiceRequest, context: ProviderContext): Promise<JsonObject> {
  const { url, method, body, headers, redirects = 10, timeoutMs, ca, expects, isOnce } = request;
  const send = async () => {
    const given = await context.http(url, {
      method,
      headers: {
        accept: 'application/json',
        // GitHub refuses those who do not say who they are.
        'user-agent': 'external-secrets-render',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      redirects,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(ca === undefined ? {} : { ca }),
    });
    const isAnswer = expects === undefined ? given.status >= 200 && given.status < 300 : expects.includes(given.status);
    if (!isAnswer) throw refusal(given, request);
    return given;
  };
  const answer = await (isOnce === true ? send() : context.retry(send));
  const object = parseJsonObject(answer.body);
  if (object === undefined) throw notUnderstood(request);
  return object;
}

function refusal({ status, headers }: HttpAnswer, request: ServiceRequest): StoreError {
  const { call, needs } = request;
  const options = { cause: new HttpFault(status, headers) };
  if (status === 401) return storeError('STORE_CREDENTIALS', { call, status: String(status) }, undefined, options);
  if (status === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (status >= 500) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (status < 400) return notUnderstood(request);
  return storeError('STORE_REFUSED', { call, status, needs }, undefined, options);
}

/** The fault of an answer that lacks what it should hold. */
export function notUnderstood({ url, call }: Pick<ServiceRequest, 'url' | 'call'>): StoreError {
  return storeError('STORE_ANSWER', { call, host: new URL(url).host });
}
