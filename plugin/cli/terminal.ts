/** What a command may touch of the process; a test gives its own. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person looks at stderr. */
  readonly isInteractive: boolean;
  readStdin(): Promise<Buffer>;
  /** Called once, when everything has succeeded. */
  writeOut(chunks: readonly Uint8Array[]): Promise<void>;
  writeError(text: string): void;
  /** Milliseconds since 1970. */
  now(): number;
}
