import { stat } from 'node:fs/promises';
import path from 'node:path';

/** The repository that a folder is in: the folder with `.git` at it or above it, else the folder itself. */
export async function workTree(folder: string): Promise<string> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const isTop = await stat(path.join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return at;
    if (path.dirname(at) === at) return path.resolve(folder);
  }
}
