import { setTimeout as after } from 'node:timers/promises';

/** Lets somebody go on at most once in so many milliseconds, in the order in which they came. Rejects when the signal fires. */
export function paced(everyMs: number, elapsed: () => number, signal: AbortSignal): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(elapsed(), next);
    next = at + everyMs;
    await after(at - elapsed(), undefined, { signal });
  };
}
