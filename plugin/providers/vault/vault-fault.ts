import type { EsrError } from '../../errors/esr-error.ts';
import { HttpFault } from '../../errors/http-fault.ts';
import { storeError } from '../../errors/store.ts';
import type { HttpAnswer } from '../provider.ts';

/** What was being done when it went wrong. */
export interface VaultCall {
  /** As messages name it: `read "secret/data/app"`. */
  readonly call: string;
  readonly host: string;
  /** The capability that a policy must grant, and the path that it is for. */
  readonly needs: string;
}

/** Puts a refusal in our words: its status alone, never what the server wrote. */
export function vaultFault({ status, headers, body }: HttpAnswer, { call, host, needs }: VaultCall): EsrError {
  const options = { cause: new HttpFault(status, headers) };
  if (status === 429) return storeError('STORE_THROTTLED', { call, status }, undefined, options);
  if (status === 503 && body.includes('sealed')) return storeError('STORE_SEALED', { host }, undefined, options);
  if (status >= 500 || status === 412) return storeError('STORE_FAILED', { call, status }, undefined, options);
  if (status < 400) return storeError('STORE_ANSWER', { call, host });
  return storeError('STORE_REFUSED', { call, status, needs }, undefined, options);
}

/** Whether asking again may help: what the operator's client retries. */
export function isPassing({ status }: HttpAnswer): boolean {
  return status === 429 || status === 412 || (status >= 500 && status !== 501);
}
