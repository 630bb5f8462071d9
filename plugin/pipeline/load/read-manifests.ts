import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { documentError } from '../../errors/document.ts';
import type { Origin } from '../../model/origin.ts';
import type { Source } from '../../model/source.ts';

/**
 * Reads the manifest files of a folder, `*.yaml`, `*.yml` and `*.json`, in the order of their names, without the folders in it.
 *
 * @param most - How many bytes there may be in all.
 */
export async function readManifests(folder: string, origin: Origin, most: number): Promise<readonly Source[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.isDirectory() && /^[^.].*\.(?:yaml|yml|json)$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const sources: Source[] = [];
  let left = most;
  for (const name of names) {
    const file = path.join(folder, name);
    const bytes = await readFile(file);
    left -= bytes.length;
    if (left < 0) throw documentError('INPUT_TOO_LARGE', { what: folder, most });
    sources.push({ name: file, bytes, origin });
  }
  return sources;
}
