import { type EsrError, EsrErrors, faultsOf } from './esr-error.ts';

/**
 * Maps all items and throws what went wrong together.
 *
 * @throws EsrErrors with the faults of every item. Anything that is no EsrError is thrown at once: it is our bug.
 */
export function mapAll<T, R>(items: Iterable<T>, change: (item: T, index: number) => R): R[] {
  const results: R[] = [];
  const faults: EsrError[] = [];
  let index = 0;
  for (const item of items) {
    try {
      results.push(change(item, index));
    } catch (thrown) {
      faults.push(...(faultsOf(thrown) ?? raise(thrown)));
    }
    index += 1;
  }
  throwAll(faults);
  return results;
}

/** Throws the faults, if there are any. */
export function throwAll(faults: readonly EsrError[]): void {
  if (faults.length === 1 && faults[0] !== undefined) throw faults[0];
  if (faults.length > 1) throw new EsrErrors(faults);
}

function raise(thrown: unknown): never {
  throw thrown;
}
