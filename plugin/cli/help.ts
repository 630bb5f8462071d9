import type { Command } from './command.ts';
import type { Flag } from './flag.ts';
import { generalFlags } from './flags.ts';
import { wrap } from './screen/wrap.ts';

/** Wider lines are hard to read; this is also the width where nobody knows that of the screen. */
const widest = 100;
/** Words in the left column that are longer stand on a line of their own. */
const widestLeft = 30;
/** More values than these are told behind what the flag does. */
const mostValues = 40;

/** The help of one command, from the data that also parses its words. */
export function commandHelp(command: Command, screen = widest): string {
  const columns = Math.min(screen, widest);
  const flags = [...command.flags, ...generalFlags];
  const usage = ['esr', command.name, command.operands, '[FLAGS]'].filter((word) => word !== '').join(' ');
  const details = command.details === undefined ? '' : `\n${paragraphs(command.details, columns)}\n`;
  const examples = examplesOf(command, columns);
  return `${wrap(command.summary, columns)}\n\nusage: ${usage}\n${details}\nflags:\n${table(flags.map(flagRow), columns)}${examples}`;
}

function examplesOf({ examples = [] }: Command, columns: number): string {
  if (examples.length === 0) return '';
  const lines = examples.map(({ words, does }) => `${wrap(`  # ${does}`, columns, '  # ')}\n  ${words}\n`);
  return `\nexamples:\n${lines.join('')}`;
}

/** The help of the program: its commands. */
export function programHelp(
  commands: readonly Pick<Command, 'name' | 'summary' | 'operands'>[],
  screen = widest,
): string {
  const columns = Math.min(screen, widest);
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary] as const);
  return [
    wrap(
      'Resolves External Secrets at render time: the Secret that External Secrets Operator would write, without the operator.',
      columns,
    ),
    '',
    'usage: esr COMMAND [OPERANDS] [FLAGS]',
    '',
    'commands:',
    `${table(rows, columns)}`,
    paragraphs(
      [
        'Start with: esr render PATH',
        'esr COMMAND --help shows flags and examples; esr --version shows the version.',
        'exit status: 0 done; 1 a problem in the manifests or their data; 2 wrong usage; 3 a store refused or was not reached.',
      ].join('\n'),
      columns,
    ),
    '',
  ].join('\n');
}

function flagRow({ name, takes, allowed, says }: Flag): readonly [string, string] {
  if (allowed === undefined) return [takes === undefined ? `--${name}` : `--${name} ${takes}`, says];
  const values = allowed.join('|');
  if (values.length <= mostValues) return [`--${name} ${values}`, says];
  return [`--${name} ${takes ?? 'VALUE'}`, `${says}. One of: ${allowed.join(', ')}`];
}

function paragraphs(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => wrap(line, columns, /^ */.exec(line)?.[0] ?? ''))
    .join('\n');
}

function table(rows: readonly (readonly [string, string])[], columns: number): string {
  const longest = Math.max(...rows.map(([left]) => left.length));
  const width = Math.min(longest, widestLeft, Math.floor(columns / 2) - 4);
  const hang = ' '.repeat(width + 4);
  return rows
    .map(([left, right]) => {
      const isLong = left.length > width;
      const says = wrap(`${isLong ? hang : `  ${left.padEnd(width)}  `}${right}`, columns, hang);
      return isLong ? `  ${left}\n${says}\n` : `${says}\n`;
    })
    .join('');
}
