import type { Flag } from '../flag.ts';
import { type Completed, isFile } from './completed.ts';

/** Writes the completion of fish. */
export function fish(commands: readonly Completed[]): string {
  return [
    '# fish completion of esr: esr completion fish > ~/.config/fish/completions/esr.fish',
    'complete -c esr -f',
    "complete -c esr -n __fish_use_subcommand -l help -d 'show the commands'",
    "complete -c esr -n __fish_use_subcommand -l version -d 'show the version'",
    ...commands.map(({ name, summary }) => `complete -c esr -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`),
    ...commands.flatMap(lines),
    '',
  ].join('\n');
}

function lines({ name, flags, words, takesFile }: Completed): readonly string[] {
  const head = `complete -c esr -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(words.length === 0 ? [] : [`${head} -a ${quoted(words.join(' '))}`]),
    ...(takesFile ? [`${head} -F`] : []),
    ...flags.map((flag) => `${head} ${flagWords(flag)} -d ${quoted(flag.says)}`),
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
