import { faultsOf } from '../errors/esr-error.ts';
import { nearest } from '../errors/nearest.ts';
import { usageError } from '../errors/usage.ts';
import { Redactor } from '../trust/redactor.ts';
import type { CommandResult } from './command.ts';
import { generalFlags } from './flags.ts';
import { commandHelp, programHelp } from './help.ts';
import { impliedCommand } from './implied-command.ts';
import { internalFault } from './internal-fault.ts';
import { parseArgv } from './parse-argv.ts';
import { problemsOf } from './problems-of.ts';
import { commands } from './registry.ts';
import { Reporter } from './reporter.ts';
import { styleFor } from './screen/style-for.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/**
 * Runs the program.
 *
 * @remarks Standard output is written once, and only when nothing went wrong.
 *
 * @param argv - The words behind the program's name.
 * @returns The exit status.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const redactor = new Redactor();
  const format = logFormat(argv);
  const style = styleFor(terminal, 'error');
  const reporter = new Reporter((text) => terminal.writeError(text), redactor, format, style);
  try {
    const { out, status, note } = await dispatch(argv, terminal, reporter, redactor);
    if (out.length > 0) await terminal.writeOut(out);
    if (note !== undefined) terminal.writeError(note);
    return status;
  } catch (thrown) {
    const faults = faultsOf(thrown);
    if (faults === undefined) {
      reporter.report({
        level: 'error',
        code: 'INTERNAL',
        says: internalFault(thrown),
        hint: 'this is a bug; please report it',
      });
      return 1;
    }
    for (const problem of problemsOf(faults)) reporter.report(problem);
    return Math.max(...faults.map(({ exitStatus }) => exitStatus));
  }
}

async function dispatch(
  given: readonly string[],
  outer: Terminal,
  reporter: Reporter,
  redactor: Redactor,
): Promise<CommandResult> {
  const { argv, terminal } = await impliedCommand({ argv: given, terminal: outer });
  const [first, ...others] = argv;
  const isAsked = first === 'help' && others.length > 0;
  const [name, ...words] = isAsked ? [...others.slice(0, 1), '--help'] : argv;
  if (name === '--version' || name === '-V' || name === 'version') return text(`${version}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return text(programHelp(commands, terminal.columns));
  if (name === undefined) {
    // Nothing but manifests goes to stdout where nobody asked for help.
    terminal.writeError(programHelp(commands, terminal.errorColumns));
    return { out: [], status: 2 };
  }
  const entry = commands.find((command) => command.name === name);
  if (entry === undefined) {
    const names = commands.map((command) => command.name);
    throw usageError('UNKNOWN_COMMAND', { name, ...optional('nearest', nearest(name, names)) });
  }
  const { command } = await entry.load();
  const { options, operands } = parseArgv(words, [...command.flags, ...generalFlags], command.maxOperands);
  if (options.has('help')) return text(commandHelp(command, terminal.columns));
  return command.run({ options, operands, terminal, reporter, redactor });
}

function text(out: string): CommandResult {
  return { out: [Buffer.from(out)], status: 0 };
}

// Needed before the words are parsed, so that a usage error is written in the wanted form too.
function logFormat(argv: readonly string[]): 'text' | 'json' {
  const at = argv.indexOf('--log-format');
  return argv.includes('--log-format=json') || (at >= 0 && argv[at + 1] === 'json') ? 'json' : 'text';
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}
