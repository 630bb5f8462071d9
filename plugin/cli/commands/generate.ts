import { realValues } from '../../pipeline/emit/real-values.ts';
import type { Command } from '../command.ts';
import { configFlags, readFlags } from '../flags.ts';
import { renderInput } from '../render-input.ts';

/** `esr generate`: the full stream with real Secrets, for Argo CD, scripts and CI. */
export const command: Command = {
  name: 'generate',
  summary: 'Prints the manifests with each ExternalSecret replaced by the Secret that the operator would write.',
  operands: '[PATH]',
  maxOperands: 1,
  flags: [...configFlags, ...readFlags],
  details:
    'PATH is a folder (kustomization, Helm chart, or plain manifests), a file, or - for standard input; . by default.',
  examples: [
    { words: 'esr generate overlays/prod | kubectl apply -f -', does: 'apply a kustomization with its Secrets' },
    { words: 'helm template shop charts/shop | esr generate -', does: 'render what another tool gives' },
    {
      words: 'esr generate overlays/prod --offline > /dev/null',
      does: 'check on a pull request that everything renders, without credentials',
    },
  ],

  async run(invocation) {
    const { chunks } = await renderInput(invocation, 'generate', realValues);
    return { out: chunks, status: 0 };
  },
};
