/** Runs work with a bounded number at a time, in the order it was given. */
export type Lanes = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Makes the lanes of one store.
 *
 * @param count - How many pieces of work run at once.
 */
export function lanes(count: number): Lanes {
  const waiting: (() => void)[] = [];
  let running = 0;
  const next = () => {
    running -= 1;
    waiting.shift()?.();
  };
  return async (work) => {
    if (running >= count) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    running += 1;
    try {
      return await work();
    } finally {
      next();
    }
  };
}
