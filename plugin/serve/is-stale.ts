import type { Watched } from './watched.ts';

/** Argo CD renders each at least once a day, unless its cache is set to live longer. */
const staleAfterMs = 48 * 3_600_000;

/** Whether an application was not rendered for so long that Argo CD may know it no more. */
export function isStale({ renderedAt }: Pick<Watched, 'renderedAt'>, now: number): boolean {
  return now - renderedAt > staleAfterMs;
}
