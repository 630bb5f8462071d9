/** Lets a bounded number do something at a time, in the order in which they came. */
export interface Turns {
  /**
   * Waits for a turn.
   *
   * @returns What ends the turn; `undefined` where it did not come in time.
   */
  take(withinMs: number): Promise<(() => void) | undefined>;
}

/** Makes as many turns. */
export function turns(count: number): Turns {
  const waiting = new Set<(isMine: boolean) => void>();
  let free = count;
  const end = () => {
    const [next] = waiting;
    // A turn that somebody waits for is handed on, never free in between.
    if (next === undefined) free += 1;
    else next(true);
  };
  return {
    async take(withinMs) {
      if (free > 0) {
        free -= 1;
        return end;
      }
      const isMine = await new Promise<boolean>((resolve) => {
        const settle = (isTaken: boolean) => {
          clearTimeout(timer);
          waiting.delete(settle);
          resolve(isTaken);
        };
        const timer = setTimeout(() => settle(false), withinMs);
        waiting.add(settle);
      });
      return isMine ? end : undefined;
    },
  };
}
