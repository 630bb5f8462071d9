import type { Command } from './command.ts';

/** A command before its code is loaded: what the list of commands shows. */
export interface CommandEntry extends Pick<Command, 'name' | 'summary' | 'operands'> {
  load(): Promise<{ readonly command: Command }>;
}

/** Every command, in the order of the help. Its code loads when it is called. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'generate',
    operands: '[PATH]',
    summary: 'print the manifests with real Secrets (Argo CD, scripts, CI)',
    load: () => import('./commands/generate.ts'),
  },
  {
    name: 'render',
    operands: '[PATH]',
    summary: 'preview the manifests with redacted Secrets',
    load: () => import('./commands/render.ts'),
  },
  {
    name: 'argocd',
    operands: 'generate|discover|parameters [PATH]',
    summary: 'serve Argo CD as a config-management plugin',
    load: () => import('./commands/argocd.ts'),
  },
  {
    name: 'serve',
    operands: '',
    summary: 'render for esr generate beside it, and have Argo CD render again what has changed',
    load: () => import('./commands/serve.ts'),
  },
  {
    name: 'krm',
    operands: '[CONFIG]',
    summary: 'run as a function of kustomize or kpt',
    load: () => import('./commands/krm.ts'),
  },
  {
    name: 'validate',
    operands: '[PATH]',
    summary: 'find problems without asking any store',
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'plan',
    operands: '[PATH]',
    summary: 'show what would be read, for whom, and with which rights',
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'diff',
    operands: '[PATH]',
    summary: 'show which Secrets and keys differ from another state',
    load: () => import('./commands/diff.ts'),
  },
  {
    name: 'stores',
    operands: '[PATH]',
    summary: 'show whether each store can be reached and signed in to',
    load: () => import('./commands/stores.ts'),
  },
  {
    name: 'push',
    operands: '[PATH]',
    summary: 'write Secrets to stores (PushSecret); a dry run unless --apply is given',
    load: () => import('./commands/push.ts'),
  },
  {
    name: 'template',
    operands: '[FILE]',
    summary: 'run one template against given data',
    load: () => import('./commands/template.ts'),
  },
  {
    name: 'convert',
    operands: 'avp|kes [PATH]',
    summary: 'rewrite placeholders of argocd-vault-plugin, or kubernetes-external-secrets, as ExternalSecrets',
    load: () => import('./commands/convert.ts'),
  },
  {
    name: 'explain',
    operands: '[KIND[.FIELD...]]',
    summary: 'explain a field of a kind',
    load: () => import('./commands/explain.ts'),
  },
  {
    name: 'schema',
    operands: '[KIND]',
    summary: 'print the JSON Schema of a kind, for editors',
    load: () => import('./commands/schema.ts'),
  },
  {
    name: 'completion',
    operands: 'bash|zsh|fish',
    summary: 'print a script that completes these words in a shell',
    load: () => import('./commands/completion.ts'),
  },
];
