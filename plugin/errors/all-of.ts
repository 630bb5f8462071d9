import { mapAll } from './map-all.ts';

/**
 * Does several things that may each be wrong, and throws what went wrong together.
 *
 * @example
 * ```ts
 * const [keys, shares] = allOf(() => keysOf(fields), () => sharesOf(fields));
 * ```
 * @throws EsrErrors with the faults of every one. Anything that is no EsrError is thrown at once: it is our bug.
 */
export function allOf<T extends readonly unknown[]>(...works: { readonly [K in keyof T]: () => T[K] }): T {
  return mapAll(works as readonly (() => unknown)[], (work) => work()) as unknown as T;
}
