import { readFile, stat } from 'node:fs/promises';
import { documentError } from '../../errors/document.ts';
import { usageError } from '../../errors/usage.ts';
import type { RenderConfig } from '../../model/config.ts';
import type { Source } from '../../model/source.ts';
import { readManifests } from './read-manifests.ts';

/**
 * Loads the trusted documents: the files and folders that `stores` of the platform configuration names.
 *
 * @throws UsageError `PATH_UNREADABLE`: a store that is not loaded would be looked for in the input instead.
 */
export async function loadPlatform({
  stores,
  limits,
}: Pick<RenderConfig, 'stores' | 'limits'>): Promise<readonly Source[]> {
  const loaded = await Promise.all(stores.map((path) => loadOne(path, limits.maxInputBytes)));
  return loaded.flat();
}

async function loadOne(path: string, most: number): Promise<readonly Source[]> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return await readManifests(path, 'platform', most);
    if (found.size > most) throw documentError('INPUT_TOO_LARGE', { what: path, most });
    return [{ name: path, bytes: await readFile(path), origin: 'platform' }];
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw thrown;
    const why = code === 'ENOENT' ? 'there is no such file or folder' : code;
    throw usageError('PATH_UNREADABLE', { path, why });
  }
}
