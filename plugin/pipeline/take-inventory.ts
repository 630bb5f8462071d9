import type { Inventory } from '../model/inventory.ts';
import type { Run } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import { collect } from './collect/collect.ts';
import { loadPlatform } from './load/load-platform.ts';
import { mountedSecrets } from './load/mounted-secrets.ts';
import { splitAll } from './split/split-all.ts';

/**
 * Runs split and collect: what the platform configuration names is loaded and read along with the input.
 *
 * @param options - `wantsPlatform`: read it also where nothing in the input is ours.
 */
export async function takeInventory(
  sources: readonly Source[],
  run: Run,
  { wantsPlatform = false }: { readonly wantsPlatform?: boolean } = {},
): Promise<Inventory> {
  const { config } = run;
  const platform = await loadPlatform(config);
  const documents = splitAll([...platform, ...sources], config.limits.maxDocuments, {
    fault: run.fault,
    wantsPlatform,
  });
  return await collect(documents, run, mountedSecrets(config.credentials.directory));
}
