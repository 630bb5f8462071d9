import { type EsrError, faultsOf } from './esr-error.ts';
import { throwAll } from './map-all.ts';

/**
 * Maps all items, one after another, and throws what went wrong together.
 *
 * @throws EsrErrors with the faults of every item. Anything that is no EsrError is thrown at once: it is our bug.
 */
export async function mapAllAsync<T, R>(
  items: Iterable<T>,
  change: (item: T, index: number) => Promise<R> | R,
): Promise<R[]> {
  const results: R[] = [];
  const faults: EsrError[] = [];
  let index = 0;
  for (const item of items) {
    try {
      results.push(await change(item, index));
    } catch (thrown) {
      const own = faultsOf(thrown);
      if (own === undefined) throw thrown;
      faults.push(...own);
    }
    index += 1;
  }
  throwAll(faults);
  return results;
}
