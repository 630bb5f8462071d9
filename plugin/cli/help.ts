import type { Command } from './command.ts';
import type { Flag } from './flag.ts';
import { generalFlags } from './flags.ts';

/** The help of one command, from the data that also parses its words. */
export function commandHelp(command: Command): string {
  const flags = [...command.flags, ...generalFlags];
  const usage = ['esr', command.name, command.operands, '[FLAGS]'].filter((word) => word !== '').join(' ');
  const details = command.details === undefined ? '' : `\n${command.details}\n`;
  const examples = examplesOf(command);
  return `${command.summary}\n\nusage: ${usage}\n${details}\nflags:\n${columns(flags.map(flagRow))}${examples}`;
}

function examplesOf({ examples = [] }: Command): string {
  if (examples.length === 0) return '';
  const lines = examples.map(({ words, does }) => `  # ${does}\n  ${words}\n`);
  return `\nexamples:\n${lines.join('')}`;
}

/** The help of the program: its commands. */
export function programHelp(commands: readonly Pick<Command, 'name' | 'summary' | 'operands'>[]): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return [
    'Resolves External Secrets at render time: the Secret that External Secrets Operator would write, without the operator.',
    '',
    'usage: esr COMMAND [OPERANDS] [FLAGS]',
    '',
    'commands:',
    `${columns(rows)}`,
    'esr COMMAND --help shows its flags; esr --version shows the version.',
    'exit status: 0 done; 1 a problem in the manifests or their data; 2 wrong usage; 3 a store refused or was not reached.',
    '',
  ].join('\n');
}

function flagRow({ name, takes, allowed, says }: Flag): readonly [string, string] {
  const value = allowed === undefined ? takes : allowed.join('|');
  return [value === undefined ? `--${name}` : `--${name} ${value}`, says];
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}\n`).join('');
}
