import { HttpFault } from '../errors/http-fault.ts';
import { type StoreError, storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import { parseJsonObject } from './parse-json-object.ts';
import type { HttpAnswer, ProviderContext } from './provider.ts';

/** A request for a token. */
export interface TokenRequest {
  readonly url: string;
  readonly method?: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  /** A form, or an object that is sent as JSON. */
  readonly body?: URLSearchParams | JsonObject;
  /** As errors name it: `the token of service account …`. */
  readonly call: string;
  /** What to do when the credentials are refused, where it is not to renew them. */
  readonly hint?: string;
  readonly timeoutMs?: number;
  /** PEM; replaces the system's roots. */
  readonly ca?: string;
}

/**
 * Asks for a token and reads the JSON object that answers.
 *
 * @throws StoreError in our words: the status and the service's error word, never its message or body.
 */
export async function tokenRequest(request: TokenRequest, context: ProviderContext): Promise<JsonObject> {
  const { url, body, method = body === undefined ? 'GET' : 'POST', timeoutMs, ca } = request;
  const isForm = body instanceof URLSearchParams;
  const answer = await context.retry(async () => {
    const given = await context.http(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body.toString() : JSON.stringify(body) }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(ca === undefined ? {} : { ca }),
    });
    if (given.status < 200 || given.status > 299) throw refusal(given, request);
    return given;
  });
  const object = parseJsonObject(answer.body);
  if (object === undefined) throw noAnswer(request);
  return object;
}

function refusal({ status, headers, body }: HttpAnswer, request: TokenRequest): StoreError {
  const { call, hint } = request;
  const options = { cause: new HttpFault(status, headers) };
  if (status === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (status >= 500 || status === 408) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (status < 400) return noAnswer(request);
  const facts = { call, status: `${status}${errorWord(body)}`, ...(hint === undefined ? {} : { hint }) };
  return storeError('STORE_CREDENTIALS', facts, undefined, options);
}

function noAnswer({ url, call }: TokenRequest): StoreError {
  return storeError('STORE_ANSWER', { call, host: new URL(url).host });
}

/** OAuth's `error` (RFC 6749, 5.2) with the codes that Azure adds, or the status of a Google API. */
function errorWord(body: Buffer): string {
  const { error, error_codes: codes } = (parseJsonObject(body) ?? {}) as {
    readonly error?: unknown;
    readonly error_codes?: unknown;
  };
  const word = typeof error === 'object' && error !== null ? (error as { readonly status?: unknown }).status : error;
  if (typeof word !== 'string' || !/^[A-Za-z_]{1,60}$/.test(word)) return '';
  const code = Array.isArray(codes) ? codes.find((one) => typeof one === 'number') : undefined;
  return code === undefined ? ` ${word}` : ` ${word} (AADSTS${code})`;
}
