import type { Flag } from '../flag.ts';
import { type Completed, isFile } from './completed.ts';

/** Writes the completion of zsh; it works as a file `_esr` on the `fpath` and when it is sourced. */
export function zsh(commands: readonly Completed[]): string {
  return `#compdef esr
# zsh completion of esr: esr completion zsh > "$fpath[1]/_esr", or source <(esr completion zsh)
_esr() {
  local context state line
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  _arguments -C '--help[show the commands]' '--version[show the version]' '1:command:->command' '*::operand:->operand'
  case $state in
    command) _describe command commands ;;
    operand)
      case $words[1] in
${commands.map(branch).join('\n')}
      esac
      ;;
  esac
}

if [[ \${funcstack[1]} == _esr ]]; then
  _esr "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _esr esr
fi
`;
}

function branch({ name, flags, words, takesFile }: Completed): string {
  const first = words.length === 0 ? [] : [`'1:operand:(${words.join(' ')})'`];
  const files = takesFile ? ["'*:file:_files'"] : [];
  const lines = [...flags.map(flagSpec), ...first, ...files].map((line) => `            ${line}`);
  return `        ${name})\n          _arguments \\\n${lines.join(' \\\n')}\n          ;;`;
}

function flagSpec({ name, takes, allowed, says }: Flag): string {
  const about = says.replace(/[[\]:\\]/g, '\\$&');
  if (takes === undefined) return quoted(`--${name}[${about}]`);
  const anything = isFile(takes) ? '_files' : ' ';
  return quoted(`--${name}=[${about}]:${takes}:${allowed === undefined ? anything : `(${allowed.join(' ')})`}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
