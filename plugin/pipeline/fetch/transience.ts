/** A fault that may pass: the store had too much to do, broke down, was too slow, or did not listen. */
export interface Transience {
  readonly kind: 'throttled' | 'broken' | 'slow' | 'unreachable';
  /** How long the server asked to wait. */
  readonly retryAfterMs?: number;
}

const throttledNames = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'PriorRequestNotComplete',
  'SlowDown',
  'TransactionInProgressException',
  'EC2ThrottledException',
  'RESOURCE_EXHAUSTED',
]);
/** Nobody is there. A name that does not exist is no such fault: asking again gives the same. */
const unreachableNames = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const brokenNames = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'InternalServiceError',
  'InternalServiceErrorException',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'UNAVAILABLE',
]);
const slowNames = new Set([
  'ETIMEDOUT',
  'ESOCKETTIMEDOUT',
  'TimeoutError',
  'RequestTimeout',
  'RequestTimeoutException',
  'STORE_TIMEOUT',
]);
const brokenStatuses = new Set([408, 412, 500, 502, 503, 504]);

/** What the errors of the SDKs and our own carry, as far as it tells of passing faults. */
interface Signs {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly Code?: unknown;
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly retryAfter?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown };
  readonly response?: Response;
  readonly $response?: Response;
}

interface Response {
  readonly status?: unknown;
  readonly statusCode?: unknown;
  readonly headers?: { readonly get?: unknown; readonly 'retry-after'?: unknown };
}

/**
 * Tells whether a fault may pass, from its code, name or status and those of its causes.
 *
 * @remarks
 * Understands our own StoreErrors (through their `cause`), AWS SDK errors (`$metadata`), gRPC statuses (8 and 14),
 * Azure's RestError and Node's connection codes. 412 is Vault's word for a replica that lags behind.
 *
 * @param now - Milliseconds since 1970, for a `Retry-After` that is a date.
 */
export function transienceOf(thrown: unknown, now: number): Transience | undefined {
  let current = thrown;
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth += 1) {
    const signs: Signs = current;
    const kind = kindOf(signs);
    if (kind !== undefined) {
      const retryAfterMs = retryAfterOf(signs, now);
      return retryAfterMs === undefined ? { kind } : { kind, retryAfterMs };
    }
    current = signs.cause ?? (Array.isArray(signs.errors) ? signs.errors[0] : undefined);
  }
  return undefined;
}

function kindOf(signs: Signs): Transience['kind'] | undefined {
  const { status, statusCode, $metadata, response } = signs;
  for (const one of [status, statusCode, $metadata?.httpStatusCode, response?.status, response?.statusCode]) {
    if (one === 429) return 'throttled';
    if (typeof one === 'number' && brokenStatuses.has(one)) return 'broken';
  }
  // gRPC (google.rpc.Code): RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED.
  if (signs.code === 8) return 'throttled';
  if (signs.code === 14) return 'broken';
  if (signs.code === 4) return 'slow';
  for (const name of [signs.code, signs.name, signs.Code]) {
    if (typeof name !== 'string') continue;
    if (throttledNames.has(name)) return 'throttled';
    if (unreachableNames.has(name)) return 'unreachable';
    if (brokenNames.has(name)) return 'broken';
    if (slowNames.has(name)) return 'slow';
  }
  return undefined;
}

function retryAfterOf(signs: Signs, now: number): number | undefined {
  const values = [signs.response, signs.$response].map((response) => {
    const headers = response?.headers;
    return typeof headers?.get === 'function' ? headers.get('retry-after') : headers?.['retry-after'];
  });
  const text = [signs.retryAfter, ...values].find((value) => typeof value === 'string');
  return typeof text === 'string' ? parseRetryAfter(text, now) : undefined;
}

/** Seconds, or an HTTP date (RFC 9110, 10.2.3). */
function parseRetryAfter(text: string, now: number): number | undefined {
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
