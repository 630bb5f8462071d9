import { parseJsonObject } from '../parse-json-object.ts';
import type { HttpAnswer } from '../provider.ts';

/** Google said no: its status word, and the HTTP status that the retry rules look at. */
export class GcpRefusal extends Error {
  /** HTTP. */
  readonly status: number;
  /** As in google.rpc.Code: `NOT_FOUND`; empty where the answer holds none. */
  readonly word: string;
  readonly retryAfter: string | undefined;
  /** Google's own words, for telling cases apart: they may hold names and are never shown. */
  readonly #words: string;

  constructor({ status, headers, body }: HttpAnswer) {
    super(`HTTP status ${status}`);
    this.name = 'GcpRefusal';
    this.status = status;
    const { error } = (parseJsonObject(body) ?? {}) as { readonly error?: { status?: unknown; message?: unknown } };
    const { status: word, message } = error ?? {};
    this.word = typeof word === 'string' && /^[A-Z_]{1,40}$/.test(word) ? word : '';
    this.#words = typeof message === 'string' ? message : '';
    this.retryAfter = headers['retry-after'];
  }

  /** Whether Google's words match. */
  mentions(pattern: RegExp): boolean {
    return pattern.test(this.#words);
  }
}
