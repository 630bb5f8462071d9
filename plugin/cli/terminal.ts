/** What a command may touch of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks at stderr. */
  readonly isInteractive: boolean;
  readStdin(): Promise<Buffer>;
  /** Standard input line by line, as it comes. */
  readLines(): AsyncIterable<string>;
  /** Called once, when everything has succeeded; a conversation (`template --jsonl`) calls it for each answer. */
  writeOut(chunks: readonly Uint8Array[]): Promise<void>;
  writeError(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
}
