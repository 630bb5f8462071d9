/** Facts beside the words of a line: names, counts, codes; never values. */
export type LogFacts = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** What a daemon says while it works, a line each. */
export interface Log {
  event(level: 'info' | 'warning' | 'error', says: string, facts?: LogFacts): void;
  /** Tells where something was thrown that is no fault of anybody's but ours; never its message, which may hold a value. */
  bug(thrown: unknown): void;
}
