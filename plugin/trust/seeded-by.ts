import { readFile } from 'node:fs/promises';
import { usageError } from '../errors/usage.ts';
import type { RenderConfig } from '../model/config.ts';
import type { Run } from '../model/run.ts';

/**
 * Opens the seed that the configuration names.
 *
 * @returns The randomness that it gives, as a part of a run; nothing where there is no seed.
 * @throws UsageError `FILE_UNREADABLE`, `SEED_SHORT`
 */
export async function seededBy({
  generators: { seedFile },
}: RenderConfig): Promise<{ readonly seeded?: Run['random'] }> {
  if (seedFile === undefined) return {};
  const seed = await readFile(seedFile).catch((thrown: NodeJS.ErrnoException) => {
    const { code = 'unknown' } = thrown;
    throw usageError('FILE_UNREADABLE', { file: seedFile, why: code === 'ENOENT' ? 'there is no such file' : code });
  });
  const { openSeed } = await import('./open-seed.ts');
  return { seeded: openSeed(seed, seedFile) };
}
