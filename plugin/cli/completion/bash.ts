import type { Flag } from '../flag.ts';
import { type Completed, isFile, valueFlags } from './completed.ts';

/**
 * Writes the completion of bash: 3.2 and newer, without the package bash-completion.
 *
 * @remarks bash cuts `--output=json` into three words, so that the flag may stand two words before.
 */
export function bash(commands: readonly Completed[]): string {
  return `# bash completion of esr: source <(esr completion bash)
_esr_words() {
  local IFS=$' \\n'
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

_esr_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$word"))
  compopt -o filenames 2>/dev/null
}

_esr() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command='' operands=0 values='' i
  COMPREPLY=()
  if [[ $word == = ]]; then
    word=''
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} == -* || \${COMP_WORDS[i]} == = || \${COMP_WORDS[i - 1]} == = ]]; then
      continue
    elif [[ -z $command ]]; then
      command=\${COMP_WORDS[i]}
      case $command in
${indented(commands.map(valuesLine), 8)}
      esac
    elif [[ " $values " != *" \${COMP_WORDS[i - 1]} "* ]]; then
      operands=$((operands + 1))
    fi
  done
  case $command in
    '') _esr_words '${commands.map(({ name }) => name).join(' ')} --help --version' ;;
${commands.map(branch).join('\n')}
  esac
}

complete -F _esr esr
`;
}

function valuesLine({ name, flags }: Completed): string {
  return `${name}) values='${valueFlags(flags).join(' ')}' ;;`;
}

function branch({ name, flags, words, takesFile }: Completed): string {
  const cases = flags.flatMap(valueCase);
  const operand = operandLines(words, takesFile);
  return indented(
    [
      `${name})`,
      '  case $before in',
      ...cases.map((line) => `    ${line}`),
      '  esac',
      `  if [[ $word == -* ]]; then`,
      `    _esr_words '${flags.map((flag) => `--${flag.name}`).join(' ')}'`,
      ...operand.map((line) => `  ${line}`),
      '  fi',
      '  ;;',
    ],
    4,
  );
}

function valueCase({ name, takes, allowed }: Flag): readonly string[] {
  if (takes === undefined) return [];
  if (allowed !== undefined) return [`--${name}) _esr_words '${allowed.join(' ')}'; return ;;`];
  return [isFile(takes) ? `--${name}) _esr_files; return ;;` : `--${name}) return ;;`];
}

function operandLines(words: readonly string[], takesFile: boolean): readonly string[] {
  const first = words.length === 0 ? [] : ['elif [[ $operands == 0 ]]; then', `  _esr_words '${words.join(' ')}'`];
  return takesFile ? [...first, 'else', '  _esr_files'] : first;
}

function indented(lines: readonly string[], columns: number): string {
  return lines.map((line) => ' '.repeat(columns) + line).join('\n');
}
