import type { Offline } from '../pipeline/fetch/offline.ts';
import { readNamedFile } from './read-file.ts';

/** What answers in the place of the stores, if anything. */
export interface OfflineWish {
  /** A file of values. */
  readonly file?: string | undefined;
  /** Whether what is not in the file gets a placeholder. */
  readonly placeholders: boolean;
}

/** Makes what answers for the stores; `undefined` when they are to be asked. */
export async function offlineAnswers({ file, placeholders }: OfflineWish): Promise<Offline | undefined> {
  if (file === undefined && !placeholders) return undefined;
  const { offline } = await import('../pipeline/fetch/offline.ts');
  if (file === undefined) return offline({ placeholders });
  const { readValues } = await import('../pipeline/fetch/values-file.ts');
  return offline({ values: readValues(await readNamedFile(file), file), placeholders });
}
