import type { Offline } from '../pipeline/fetch/offline.ts';
import type { LoadRequest } from '../pipeline/load/load.ts';
import { toolEnvironment } from '../pipeline/load/tool-environment.ts';
import { repositoryRoot } from './argocd/repository-root.ts';
import type { Invocation } from './invocation.ts';
import { offlineAnswers } from './offline-answers.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command is to render, and what answers for the stores, from its operand and flags. */
export async function loadRequest(invocation: Invocation): Promise<LoadRequest & { readonly offline?: Offline }> {
  const { operands, options, terminal } = invocation;
  const answers = await offlineAnswers({ file: options.text('values'), placeholders: options.has('offline') });
  const path = operands[0] ?? '.';
  return {
    path,
    ...surroundings(path, terminal.env),
    readStdin: () => terminal.readStdin(),
    ...(answers === undefined ? {} : { offline: answers }),
  };
}

/** Under Argo CD tools work on files that are not trusted: they get no credentials, and nothing outside is read. */
function surroundings(path: string, env: Environment): Pick<LoadRequest, 'env' | 'root'> {
  if (!env['ARGOCD_APP_NAME'] || path === '-') return { env };
  return { env: toolEnvironment(env), root: repositoryRoot(path, env['ARGOCD_APP_SOURCE_PATH']) };
}
