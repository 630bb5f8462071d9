/** Runs work with a bounded number at a time, in the order it was given. */
export type Lanes = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Makes the lanes of one store.
 *
 * @param count - How many pieces of work run at once.
 */
export function lanes(count: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) {
      free -= 1;
    } else {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    try {
      return await work();
    } finally {
      // A lane that somebody waits for is handed on, never free in between.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
