import type { Command } from '../command.ts';
import type { Flag } from '../flag.ts';
import { generalFlags } from '../flags.ts';

/** What a shell needs to know of one command. */
export interface Completed {
  readonly name: string;
  readonly summary: string;
  /** What the first operand may be, where those are words. */
  readonly words: readonly string[];
  /** Whether an operand, the first or the one behind a word, names a file or folder. */
  readonly takesFile: boolean;
  readonly flags: readonly Flag[];
}

/** Reads a command for completion: its operands are read as the help writes them. */
export function completed(command: Command, summary: string): Completed {
  const { name, operands, flags, operandWords = [] } = command;
  const written = /(?:^|[ [])([a-z]+(?:\|[a-z]+)+)/.exec(operands)?.[1]?.split('|') ?? [];
  return {
    name,
    summary,
    words: [...written, ...operandWords],
    takesFile: isFile(operands),
    flags: [...flags, ...generalFlags],
  };
}

/** Whether the value of a flag, or an operand, names a file or folder. */
export function isFile(text: string): boolean {
  return /\b(?:PATH|FILE|FOLDER|DIR|CONFIG|OTHER)\b/.test(text);
}

/** The flags that take a value, as they are written: the word behind one is no operand. */
export function valueFlags(flags: readonly Flag[]): readonly string[] {
  return flags.filter(({ takes }) => takes !== undefined).map(({ name }) => `--${name}`);
}
