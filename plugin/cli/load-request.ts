import type { Offline } from '../pipeline/fetch/offline.ts';
import type { LoadRequest } from '../pipeline/load/load.ts';
import type { Invocation } from './invocation.ts';
import { readNamedFile } from './read-file.ts';

/** What a command is to render, and what answers for the stores, from its operand and flags. */
export async function loadRequest(invocation: Invocation): Promise<LoadRequest & { readonly offline?: Offline }> {
  const { operands, terminal } = invocation;
  const answers = await offlineAnswers(invocation);
  return {
    path: operands[0] ?? '.',
    env: terminal.env,
    readStdin: () => terminal.readStdin(),
    ...(answers === undefined ? {} : { offline: answers }),
  };
}

async function offlineAnswers({ options }: Invocation): Promise<Offline | undefined> {
  const file = options.text('values');
  const placeholders = options.has('offline');
  if (file === undefined && !placeholders) return undefined;
  const { offline } = await import('../pipeline/fetch/offline.ts');
  if (file === undefined) return offline({ placeholders });
  const { readValues } = await import('../pipeline/fetch/values-file.ts');
  return offline({ values: readValues(await readNamedFile(file), file), placeholders });
}
