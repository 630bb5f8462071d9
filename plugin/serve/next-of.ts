import type { Watched } from './watched.ts';

/** When something of an application is read next, if nothing holds it up; infinite where nothing is. */
export function nextOf({ secrets }: Pick<Watched, 'secrets'>): number {
  return [...secrets.values()].reduce((least, { dueAt }) => Math.min(least, dueAt), Number.POSITIVE_INFINITY);
}
