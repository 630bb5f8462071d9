/** What a command may touch of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks at stderr. */
  readonly isInteractive: boolean;
  /** Whether standard input is a keyboard, so that waiting for it would be waiting for a person. */
  readonly isStdinInteractive?: boolean;
  /** Where words may be coloured; nowhere when absent. */
  readonly hasColour?: { readonly out: boolean; readonly error: boolean };
  /** Columns of the screen that stdout goes to; absent where nobody looks. */
  readonly columns?: number | undefined;
  /** The same of stderr. */
  readonly errorColumns?: number | undefined;
  /** Asks a person something that is answered with yes or no; absent where nobody is there to answer. */
  ask?(question: string): Promise<boolean>;
  /** Tells each time when something below the paths has changed, once for changes in a row. Ends with the process. */
  changes?(paths: readonly string[]): AsyncIterable<void>;
  /** Resolves when the process is told to stop (Ctrl+C, SIGTERM); for a command that goes on until then. */
  stopped?(): Promise<void>;
  readStdin(): Promise<Buffer>;
  /** Standard input line by line, as it comes. */
  readLines(): AsyncIterable<string>;
  /** Called once, when everything has succeeded; a conversation (`template --jsonl`) calls it for each answer. */
  writeOut(chunks: readonly Uint8Array[]): Promise<void>;
  /** Whether nobody reads stdout any more, so that a conversation is over. */
  readonly isReaderGone?: boolean;
  writeError(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
}
