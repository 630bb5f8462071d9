import { nearest } from '../../errors/nearest.ts';
import { parameterError } from '../../errors/parameter.ts';
import { realValues } from '../../pipeline/emit/real-values.ts';
import { folderKind } from '../../pipeline/load/folder-kind.ts';
import { renderStream } from '../../pipeline/render-stream.ts';
import { announcement } from '../argocd/announcement.ts';
import { findOurs } from '../argocd/find-ours.ts';
import { folderOptionsOf } from '../argocd/folder-options-of.ts';
import { repositoryRoot } from '../argocd/repository-root.ts';
import type { Command, CommandResult } from '../command.ts';
import { daemonOf } from '../daemon.ts';
import { configFlags, readFlags } from '../flags.ts';
import type { Invocation } from '../invocation.ts';
import { keepYoungSpaceSmall } from '../keep-young-space-small.ts';
import { loadRequest } from '../load-request.ts';
import { openRun } from '../open-run.ts';

/** `esr argocd`: the commands of a config-management plugin. */
export const command: Command = {
  name: 'argocd',
  summary: 'Serves Argo CD as a config-management plugin: plain manifests, kustomize, Helm, and kustomize over Helm.',
  operands: 'generate|discover|parameters [PATH]',
  maxOperands: 2,
  flags: [...configFlags, ...readFlags],
  details: [
    'generate prints the manifests with real Secrets; parameters of the application say how they are rendered first.',
    'discover prints something where the folder holds ExternalSecrets; parameters prints what the form of Argo CD shows.',
    'PATH is the folder of the application; . by default. docs/argocd.md lists the parameters.',
  ].join('\n'),
  examples: [
    { words: 'esr argocd generate', does: 'what the sidecar runs in the folder of the application' },
    { words: 'esr argocd parameters .', does: 'the form of the UI' },
    { words: 'esr argocd discover .', does: 'whether the folder is one for the plugin' },
  ],

  async run(invocation) {
    const [action = '', folder = '.'] = invocation.operands;
    const work = actions.get(action);
    if (work !== undefined) return { out: await work(folder, invocation), status: 0 } satisfies CommandResult;
    const names = [...actions.keys()];
    const meant = action === '' ? undefined : nearest(action, names);
    throw parameterError('ACTION_UNKNOWN', { action, actions: meant === undefined ? names : [meant] });
  },
};

type Action = (folder: string, invocation: Invocation) => Promise<readonly Uint8Array[]>;

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['generate', generate],
  ['discover', discover],
  ['parameters', announce],
]);

async function generate(folder: string, invocation: Invocation): Promise<readonly Uint8Array[]> {
  const run = await openRun(invocation, 'generate');
  const options = await folderOptionsOf(folder, invocation.terminal.env);
  const request = { ...(await loadRequest({ ...invocation, operands: [folder] })), ...options };
  const elsewhere = request.offline === undefined ? daemonOf(invocation.terminal, run) : {};
  const rendering = { view: realValues, begin: keepYoungSpaceSmall };
  const { chunks } = await renderStream({ ...request, ...elsewhere, ...rendering }, run);
  return chunks;
}

/** Any output means yes. An application that names the plugin has decided already. */
async function discover(folder: string, { terminal: { env } }: Invocation): Promise<readonly Uint8Array[]> {
  if (env['ARGOCD_APP_PARAMETERS'] !== undefined) return [Buffer.from('named by the application\n')];
  const found = await findOurs(folder, repositoryRoot(folder, env['ARGOCD_APP_SOURCE_PATH']));
  return found === undefined ? [] : [Buffer.from(`${found}\n`)];
}

async function announce(folder: string): Promise<readonly Uint8Array[]> {
  return [Buffer.from(`${JSON.stringify(announcement(await folderKind(folder)))}\n`)];
}
