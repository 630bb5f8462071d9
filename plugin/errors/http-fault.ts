/**
 * An HTTP status as the cause of a StoreError: what the retry rules look at.
 *
 * @remarks Carries no body: a server's words may hold a value.
 *
 * @example
 * ```ts
 * throw storeError('STORE_REFUSED', facts, at, { cause: new HttpFault(answer.status, answer.headers) });
 * ```
 */
export class HttpFault extends Error {
  readonly status: number;
  /** The `retry-after` header, where the server sent one. */
  readonly retryAfter: string | undefined;

  constructor(status: number, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP status ${status}`);
    this.name = 'HttpFault';
    this.status = status;
    this.retryAfter = headers['retry-after'];
  }
}
