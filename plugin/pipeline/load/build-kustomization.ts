import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { usageError } from '../../errors/usage.ts';
import type { Source } from '../../model/source.ts';
import type { FolderOptions } from './folder-options.ts';
import type { FolderTools } from './folder-tools.ts';
import { inside } from './inside.ts';

/** A kustomization, and how it is built. */
export interface KustomizationBuild {
  readonly folder: string;
  /** The name of its file. */
  readonly file: string;
  readonly options: FolderOptions;
  readonly tools: FolderTools;
}

/**
 * Builds a kustomization, with its changes, and with the output of the chart beside it where that is wanted.
 *
 * @throws UsageError `CHART_OUTPUT_THERE`; PolicyError `PATH_OUTSIDE`; and what the tools throw
 */
export async function buildKustomization({ folder, file, options, tools }: KustomizationBuild): Promise<Source> {
  const { chartOutput, kustomize } = options;
  const { edit } = kustomize ?? {};
  const build = async () => {
    if (edit === undefined) return tools.kustomize(folder);
    const { withKustomization } = await import('./with-kustomization.ts');
    return withKustomization({ folder, name: file, edit }, () => tools.kustomize(folder));
  };
  if (chartOutput === undefined) return build();
  const target = path.join(folder, chartOutput);
  await inside(folder, path.dirname(target), chartOutput);
  if (await isThere(target)) throw usageError('CHART_OUTPUT_THERE', { file: chartOutput });
  const { bytes } = await tools.helm();
  await writeFile(target, bytes, { flag: 'wx' });
  try {
    return await build();
  } finally {
    await rm(target, { force: true });
  }
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
