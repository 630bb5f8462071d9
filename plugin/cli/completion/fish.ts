import type { Flag } from '../flag.ts';
import { type Completed, isFile, valueFlags } from './completed.ts';

/** Writes the completion of fish. */
export function fish(commands: readonly Completed[]): string {
  return [
    '# fish completion of esr: esr completion fish > ~/.config/fish/completions/esr.fish',
    ...position(commands),
    'complete -c esr -f',
    "complete -c esr -n '__esr_at -' -l help -d 'show the commands'",
    "complete -c esr -n '__esr_at -' -l version -d 'show the version'",
    ...commands.map(({ name, summary }) => `complete -c esr -n '__esr_at -' -a ${name} -d ${quoted(summary)}`),
    ...commands.flatMap(lines),
    '',
  ].join('\n');
}

/**
 * The function that says whether the cursor is behind a command, before its first operand or behind it. What stands behind a
 * flag that takes a value is no operand.
 */
function position(commands: readonly Completed[]): readonly string[] {
  return [
    'function __esr_at --argument-names wanted where',
    '    set -l command -',
    '    set -l values',
    '    set -l before first',
    '    set -l skip no',
    '    set -l tokens (commandline -opc)',
    '    for token in $tokens[2..-1]',
    '        if test $skip = yes',
    '            set skip no',
    "        else if string match -q -- '-*' $token",
    '            contains -- $token $values; and set skip yes',
    '        else if test $command = -',
    '            set command $token',
    '            switch $token',
    ...commands.map(({ name, flags }) => `                case ${name}; set values ${valueFlags(flags).join(' ')}`),
    '            end',
    '        else',
    '            set before later',
    '        end',
    '    end',
    '    test $command = $wanted; and test "$where" = "" -o "$where" = $before',
    'end',
  ];
}

function lines({ name, flags, words, takesFile }: Completed): readonly string[] {
  const at = (where: string) => `complete -c esr -n '__esr_at ${name}${where}'`;
  return [
    ...(words.length === 0 ? [] : [`${at(' first')} -a ${quoted(words.join(' '))}`]),
    ...(takesFile ? [`${at(words.length === 0 ? '' : ' later')} -F`] : []),
    ...flags.map((flag) => `${at('')} ${flagWords(flag)} -d ${quoted(flag.says)}`),
  ];
}

function flagWords({ name, takes, allowed }: Flag): string {
  if (takes === undefined) return `-l ${name}`;
  if (allowed !== undefined) return `-l ${name} -x -a ${quoted(allowed.join(' '))}`;
  return isFile(takes) ? `-l ${name} -r -F` : `-l ${name} -x`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
