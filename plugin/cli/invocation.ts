import type { Redactor } from '../trust/redactor.ts';
import type { Options } from './options.ts';
import type { Reporter } from './reporter.ts';
import type { Terminal } from './terminal.ts';

/** One call of a command. */
export interface Invocation {
  readonly options: Options;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  readonly reporter: Reporter;
  readonly redactor: Redactor;
}
