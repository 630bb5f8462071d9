import type { Offline } from '../pipeline/fetch/offline.ts';
import type { LoadRequest } from '../pipeline/load/load.ts';
import type { Invocation } from './invocation.ts';
import { offlineAnswers } from './offline-answers.ts';

/** What a command is to render, and what answers for the stores, from its operand and flags. */
export async function loadRequest(invocation: Invocation): Promise<LoadRequest & { readonly offline?: Offline }> {
  const { operands, options, terminal } = invocation;
  const answers = await offlineAnswers({ file: options.text('values'), placeholders: options.has('offline') });
  return {
    path: operands[0] ?? '.',
    env: terminal.env,
    readStdin: () => terminal.readStdin(),
    ...(answers === undefined ? {} : { offline: answers }),
  };
}
