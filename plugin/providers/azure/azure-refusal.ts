import { parseJsonObject } from '../parse-json-object.ts';
import type { HttpAnswer } from '../provider.ts';

/** A vault said no: its code words, and the HTTP status that the retry rules look at. */
export class AzureRefusal extends Error {
  /** HTTP. */
  readonly status: number;
  /** The same, where the SDK's own waiting looks for it. */
  readonly statusCode: number;
  /** Such as `SecretNotFound`; empty where the answer holds none. */
  readonly word: string;
  /** Such as `SecretDisabled`, `ForbiddenByRbac`. */
  readonly inner: string;
  readonly retryAfter: string | undefined;

  constructor({ status, headers, body }: HttpAnswer) {
    super(`HTTP status ${status}`);
    this.name = 'AzureRefusal';
    this.status = status;
    this.statusCode = status;
    const { error } = (parseJsonObject(body) ?? {}) as { readonly error?: Words | null };
    this.word = wordOf(error?.code);
    this.inner = wordOf(error?.innererror?.code);
    this.retryAfter = headers['retry-after'];
  }
}

interface Words {
  readonly code?: unknown;
  readonly innererror?: { readonly code?: unknown } | null;
}

/** Codes are words; what is none may be somebody else's text. */
function wordOf(code: unknown): string {
  return typeof code === 'string' && /^[A-Za-z]{1,60}$/.test(code) ? code : '';
}
