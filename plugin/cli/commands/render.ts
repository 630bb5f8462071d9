import { randomBytes } from 'node:crypto';
import { usageError } from '../../errors/usage.ts';
import type { View } from '../../pipeline/emit/view.ts';
import type { Command, CommandResult } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { readNamedFile } from '../read-file.ts';
import { renderInput } from '../render-input.ts';
import { renderedJson } from '../rendered-json.ts';
import { styleFor } from '../screen/style-for.ts';
import { summary } from '../summary.ts';
import { watch } from '../watch.ts';

/** `esr render`: the same stream for people, values redacted. */
export const command: Command = {
  name: 'render',
  summary: 'Previews the manifests with each ExternalSecret replaced by its Secret, values redacted.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'output', takes: 'FORMAT', allowed: ['yaml', 'json', 'table'], says: 'manifests, or what is made of them' },
    { name: 'reveal', says: 'show the values, decoded; asks first on a terminal' },
    { name: 'yes', says: 'show them without being asked' },
    { name: 'only-secrets', says: 'leave out everything that is not rendered' },
    { name: 'summary', says: 'print the table of what is made, and nothing else: --output table' },
    { name: 'watch', says: 'render again whenever a file has changed' },
    {
      name: 'fingerprint-key-file',
      takes: 'FILE',
      says: 'key of the fingerprints in redacted values, so that two runs compare; random by default',
    },
    ...configFlags,
    ...readFlags,
  ],
  details: [
    'PATH is a folder (kustomization, Helm chart, or plain manifests), a file, or - for standard input; . by default.',
    'A redacted value shows its size and a keyed fingerprint, and no API server accepts it.',
    'On a terminal the table of what is made goes to stderr behind the manifests.',
  ].join('\n'),
  examples: [
    { words: 'esr render overlays/prod', does: 'what would be applied, values redacted' },
    { words: 'esr render overlays/prod --summary', does: 'a table of the Secrets: keys, sizes, stores' },
    { words: 'esr render app.yaml --values values.yaml --reveal --yes', does: 'try templates on made-up values' },
    { words: 'esr render overlays/prod --only-secrets --watch', does: 'again whenever a file changes' },
  ],

  async run(invocation) {
    const { options } = invocation;
    const view = await viewOf(invocation);
    if (options.has('reveal') && !options.has('yes')) await confirm(invocation);
    const once = () => renderOnce(invocation, view);
    if (options.has('watch')) return await watch(invocation, once);
    return await once();
  },
};

async function renderOnce(invocation: Invocation, view: View): Promise<CommandResult> {
  const { options, terminal } = invocation;
  const format = options.has('summary') ? 'table' : (options.text('output') ?? 'yaml');
  const { chunks, rendered } = await renderInput(invocation, 'render', view);
  if (format === 'table') return { out: [Buffer.from(summary(rendered, styleFor(terminal, 'out')))], status: 0 };
  if (format === 'json') return { out: [Buffer.from(renderedJson(rendered, view))], status: 0 };
  if (!terminal.isInteractive) return { out: chunks, status: 0 };
  // Behind the manifests, where a person still sees it.
  return { out: chunks, status: 0, note: `\n${summary(rendered, styleFor(terminal, 'error'))}` };
}

/** Somebody may be looking over a shoulder. Where nobody can be asked the flag itself is the answer. */
async function confirm({ terminal }: Invocation): Promise<void> {
  if (terminal.ask === undefined) return;
  if (!(await terminal.ask('This shows secret values in clear on the screen. Go on?'))) {
    throw usageError('REVEAL_DECLINED', {});
  }
}

async function viewOf({ options, redactor }: Invocation): Promise<View> {
  const keyFile = options.text('fingerprint-key-file');
  return {
    values: options.has('reveal') ? 'revealed' : 'redacted',
    fingerprintKey: keyFile === undefined ? randomBytes(32) : await readNamedFile(keyFile),
    onlySecrets: options.has('only-secrets'),
    mask: (text) => redactor.mask(text),
  };
}
