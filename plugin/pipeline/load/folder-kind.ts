import { readdir } from 'node:fs/promises';
import { usageError } from '../../errors/usage.ts';

/** What a folder is, and the name of its kustomization. */
export type FolderKind =
  | { readonly kind: 'kustomize'; readonly file: string; readonly hasChart: boolean }
  | { readonly kind: 'helm' }
  | { readonly kind: 'directory' };

/**
 * Recognises a folder as Argo CD does: a kustomization before a chart, and else plain manifests.
 *
 * @throws UsageError `PATH_UNREADABLE`
 */
export async function folderKind(folder: string): Promise<FolderKind> {
  const names = new Set(await namesIn(folder));
  const file = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].find((name) => names.has(name));
  const hasChart = names.has('Chart.yaml');
  if (file !== undefined) return { kind: 'kustomize', file, hasChart };
  return { kind: hasChart ? 'helm' : 'directory' };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw usageError('PATH_UNREADABLE', { path: folder, why: code === 'ENOENT' ? 'there is no such folder' : code });
  }
}
