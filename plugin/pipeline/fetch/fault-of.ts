import { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { storeError } from '../../errors/store.ts';

/**
 * The fault in what a provider or an SDK threw; one that stands for all where several were found together.
 *
 * @remarks
 * An SDK wraps what our own transport said (a refused address, the end of the run), so the causes are searched first.
 * Anything else is told by its name and code alone: an SDK's text may quote a server.
 *
 * @param name - Whom it was thrown by, as errors name it.
 */
export function faultOf(thrown: unknown, name: string): EsrError {
  let current = thrown;
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    const own = faultIn(current);
    if (own !== undefined) return own;
    current = (current as { cause?: unknown }).cause;
  }
  if (thrown instanceof EsrError) return thrown;
  const { name: kind, code } = (thrown ?? {}) as { name?: unknown; code?: unknown };
  const words = [kind, code].filter((word) => typeof word === 'string' || typeof word === 'number');
  return storeError('STORE_UNREADABLE', { store: name, words: words.join(' ') || 'no reason given' }, undefined, {
    cause: thrown,
  });
}
