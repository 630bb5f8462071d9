import type { Flag } from './flag.ts';
import type { Invocation } from './invocation.ts';

/** What a command came to. Text for stdout is written by the caller, and only if no error was thrown. */
export interface CommandResult {
  readonly out: readonly Uint8Array[];
  /** 0 unless the command itself is the judge of something (`validate`). */
  readonly status: 0 | 1 | 2 | 3;
}

/** One command: one file under `commands/`, one line in the registry. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What stands behind the name: `[PATH]`. */
  readonly operands: string;
  /** Most operands that it takes. */
  readonly maxOperands: number;
  readonly flags: readonly Flag[];
  /** A few lines more for its own help. */
  readonly details?: string;
  run(invocation: Invocation): Promise<CommandResult>;
}
