import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { inside } from './inside.ts';

/**
 * Refuses links in a folder that lead out of the repository: tools follow them, and would render what they find.
 *
 * @throws PolicyError `PATH_OUTSIDE`
 */
export async function refuseOutsideLinks(folder: string, root: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isSymbolicLink()) await inside(root, file, file);
    else if (entry.isDirectory() && entry.name !== '.git') await refuseOutsideLinks(file, root);
  }
}
