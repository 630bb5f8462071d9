import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { faultsOf } from '../errors/esr-error.ts';
import { type StoreError, storeError } from '../errors/store.ts';
import type { HttpAnswer, HttpRequest } from '../providers/provider.ts';

/** What one exchange needs besides the request. */
export interface ExchangeOptions {
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly requestTimeoutMs: number;
  readonly maxBytes?: number;
}

/** Longest answer that is read. */
const defaultMaxBytes = 32 * 1024 * 1024;

/**
 * Sends one HTTP request and reads the whole answer within its time.
 *
 * @throws StoreError for faults of the connection; never for a status. The error names the host alone: a path may hold a key.
 */
export async function exchange(url: URL, request: HttpRequest, options: ExchangeOptions): Promise<HttpAnswer> {
  const timeoutMs = Math.min(request.timeoutMs ?? options.requestTimeoutMs, options.requestTimeoutMs);
  const stop = new AbortController();
  const end = () => stop.abort();
  const timer = setTimeout(end, timeoutMs);
  options.signal.addEventListener('abort', end, { once: true });
  try {
    if (options.signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: url.host });
    return await send(url, request, options, stop.signal);
  } catch (thrown) {
    if (options.signal.aborted) throw storeError('RUN_TIMEOUT', { waitingFor: url.host });
    if (stop.signal.aborted) throw storeError('STORE_TIMEOUT', { host: url.host, timeoutMs });
    throw toFault(thrown, url);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', end);
  }
}

function send(url: URL, request: HttpRequest, options: ExchangeOptions, signal: AbortSignal): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const body = request.body === undefined ? undefined : Buffer.from(request.body as Uint8Array);
    const outgoing = (url.protocol === 'http:' ? httpRequest : httpsRequest)(url, {
      method: request.method ?? 'GET',
      headers: { ...request.headers, ...(body === undefined ? {} : { 'content-length': body.length }) },
      agent: options.agent,
      signal,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      collect(incoming, url, options.maxBytes ?? defaultMaxBytes).then(resolve, reject);
    });
    outgoing.end(body);
  });
}

async function collect(incoming: IncomingMessage, url: URL, maxBytes: number): Promise<HttpAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxBytes) throw storeError('STORE_ANSWER_TOO_LARGE', { host: url.host, maxBytes });
    parts.push(part);
  }
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return { status: incoming.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(parts) };
}

function toFault(thrown: unknown, url: URL): Error {
  if (faultsOf(thrown) !== undefined) return thrown as Error;
  return connectionFault(thrown, url.host);
}

/** Certificate faults, by Node's code (OpenSSL's verification results). */
const certificateCodes = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Words for what went wrong with a connection, from its code alone: the text may hold more than a user should see. */
function connectionFault(thrown: unknown, host: string): StoreError {
  const code = codeOf(thrown);
  const options = { cause: thrown };
  if (certificateCodes.test(code)) return storeError('STORE_CERTIFICATE', { host, code }, undefined, options);
  return storeError('STORE_UNREACHABLE', { host, why: reasons.get(code) ?? code }, undefined, options);
}

const reasons = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['ECONNRESET', 'the connection broke'],
  ['EPIPE', 'the connection broke'],
  ['ENOTFOUND', 'the name is unknown'],
  ['EAI_AGAIN', 'the name could not be looked up'],
  ['ETIMEDOUT', 'the connection took too long'],
  ['EHOSTUNREACH', 'there is no route to it'],
  ['ENETUNREACH', 'there is no route to it'],
]);

function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0]);
  const code = (thrown as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string') return code;
  return 'the connection failed';
}
