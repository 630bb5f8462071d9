import path from 'node:path';

/**
 * The top of the repository in which an application's folder lies.
 *
 * @param sourcePath - The folder's path in the repository, as Argo CD says it; believed only where the folder ends with it.
 * @returns The folder itself where the path is not known.
 */
export function repositoryRoot(folder: string, sourcePath: string | undefined): string {
  const at = path.resolve(folder);
  const parts = (sourcePath ?? '').split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return at;
  const root = path.resolve(at, ...parts.map(() => '..'));
  return path.join(root, ...parts) === at ? root : at;
}
