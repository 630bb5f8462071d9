import { randomBytes } from 'node:crypto';
import type { View } from '../../pipeline/emit/view.ts';
import type { Command } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { readNamedFile } from '../read-file.ts';
import { renderInput } from '../render-input.ts';
import { summary } from '../summary.ts';

/** `esr render`: the same stream for people, values redacted. */
export const command: Command = {
  name: 'render',
  summary: 'Previews the manifests with each ExternalSecret replaced by its Secret, values redacted.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [
    { name: 'reveal', says: 'show the values, decoded' },
    { name: 'only-secrets', says: 'leave out everything that is not rendered' },
    { name: 'summary', says: 'print the table of what is made, and nothing else' },
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
  ].join('\n'),

  async run(invocation) {
    const { chunks, rendered } = await renderInput(invocation, 'render', await viewOf(invocation));
    const out = invocation.options.has('summary') ? [Buffer.from(summary(rendered))] : chunks;
    return { out, status: 0 };
  },
};

async function viewOf({ options, redactor }: Invocation): Promise<View> {
  const keyFile = options.text('fingerprint-key-file');
  return {
    values: options.has('reveal') ? 'revealed' : 'redacted',
    fingerprintKey: keyFile === undefined ? randomBytes(32) : await readNamedFile(keyFile),
    onlySecrets: options.has('only-secrets'),
    mask: (text) => redactor.mask(text),
  };
}
