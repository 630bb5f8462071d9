/** Lets a bounded number of things, of a bounded size together, be done at a time, in the order in which they came. */
export interface Turns {
  /**
   * Waits for a turn.
   *
   * @param size - What it takes. One that is larger than all may be together is let in alone.
   * @returns What ends the turn; `undefined` where it did not come in time.
   */
  take(size: number, withinMs: number): Promise<(() => void) | undefined>;
}

interface Waiting {
  readonly size: number;
  readonly settle: (isMine: boolean) => void;
}

/** Makes as many turns. */
export function turns(count: number, together: number): Turns {
  const waiting = new Set<Waiting>();
  let taken = 0;
  let inUse = 0;
  const hasRoom = (size: number) => taken === 0 || (taken < count && inUse + size <= together);
  const begin = (size: number) => {
    taken += 1;
    inUse += size;
  };
  const end = (size: number) => {
    taken -= 1;
    inUse -= size;
    // Nobody overtakes: a large one would wait for ever.
    for (const next of waiting) {
      if (!hasRoom(next.size)) return;
      begin(next.size);
      next.settle(true);
    }
  };
  return {
    async take(size, withinMs) {
      let isMine = waiting.size === 0 && hasRoom(size);
      if (isMine) begin(size);
      else {
        isMine = await new Promise<boolean>((resolve) => {
          const one: Waiting = {
            size,
            settle(isTaken) {
              clearTimeout(timer);
              waiting.delete(one);
              resolve(isTaken);
            },
          };
          const timer = setTimeout(() => one.settle(false), withinMs);
          waiting.add(one);
        });
      }
      return isMine ? () => end(size) : undefined;
    },
  };
}
