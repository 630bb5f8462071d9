import { usageError } from '../../errors/usage.ts';
import type { Command } from '../command.ts';
import { bash } from '../completion/bash.ts';
import { completed } from '../completion/completed.ts';
import { fish } from '../completion/fish.ts';
import { zsh } from '../completion/zsh.ts';

const shells = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
]);

/** `esr completion`: a script that completes commands, flags and their values, from the registry of commands. */
export const command: Command = {
  name: 'completion',
  summary: 'Prints a script that completes commands, flags and their values in a shell.',
  operands: 'bash|zsh|fish',
  maxOperands: 1,
  flags: [],
  details: [
    'bash: source <(esr completion bash) in ~/.bashrc',
    'zsh:  source <(esr completion zsh) in ~/.zshrc, or esr completion zsh > "$fpath[1]/_esr"',
    'fish: esr completion fish > ~/.config/fish/completions/esr.fish',
  ].join('\n'),
  examples: [{ words: 'esr completion bash', does: 'the script for bash, on stdout' }],

  async run({ operands }) {
    const [shell = ''] = operands;
    const write = shells.get(shell);
    if (write === undefined) throw usageError('COMPLETION_SHELL', { shell, known: [...shells.keys()] });
    // The registry lists this command too, so it is loaded when it is asked for.
    const { commands } = await import('../registry.ts');
    const loaded = await Promise.all(
      commands.map(async ({ load, summary }) => completed((await load()).command, summary)),
    );
    return { out: [Buffer.from(write(loaded))], status: 0 };
  },
};
