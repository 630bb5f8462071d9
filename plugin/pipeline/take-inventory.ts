import type { Inventory } from '../model/inventory.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { writtenTexts } from '../resources/written-texts.ts';
import { collect } from './collect/collect.ts';
import { loadPlatform } from './load/load-platform.ts';
import { mountedSecrets } from './load/mounted-secrets.ts';
import { type SplitOptions, splitAll } from './split/split-all.ts';

/**
 * Runs split and collect: what the platform configuration names is loaded and read along with the input.
 *
 * @param options - `wantsPlatform`: read it also where nothing in the input is ours; `wantsSecrets`: read every Secret of the
 *   input.
 */
export async function takeInventory(
  sources: readonly Source[],
  run: Run,
  options: Omit<SplitOptions, 'fault'> = {},
): Promise<Inventory> {
  const { config } = run;
  const platform = await loadPlatform(config);
  const documents = splitAll([...platform, ...sources], config.limits.maxDocuments, {
    ...options,
    fault: run.fault,
  });
  run.admit?.(function* () {
    for (const { value, range } of documents.parsed) yield* writtenTexts(value, range.source.origin !== 'input');
  });
  return await collect(documents, run, mountedSecrets(config.credentials.directory));
}
