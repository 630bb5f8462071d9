import type { Flag } from './flag.ts';
import type { Invocation } from './invocation.ts';

/** What a command came to. Text for stdout is written by the caller, and only if no error was thrown. */
export interface CommandResult {
  readonly out: readonly Uint8Array[];
  /** 0 unless the command itself is the judge of something (`validate`). */
  readonly status: 0 | 1 | 2 | 3;
  /** For a person who looks on; written to stderr behind `out`. */
  readonly note?: string;
}

/** A call that shows what a command is for. */
export interface Example {
  /** The whole line. */
  readonly words: string;
  /** What it gives. */
  readonly does: string;
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
  /** Shown by its help, the commonest first. */
  readonly examples?: readonly Example[];
  /** What the first operand may be, where `operands` does not list it; for completion. */
  readonly operandWords?: readonly string[];
  run(invocation: Invocation): Promise<CommandResult>;
}
