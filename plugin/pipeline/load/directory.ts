import { readdir } from 'node:fs/promises';
import { usageError } from '../../errors/usage.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { type HelmOptions, helmCommand } from './helm.ts';
import { type KustomizeOptions, kustomizeCommands } from './kustomize.ts';
import { readManifests } from './read-manifests.ts';
import { runTool } from './run-tool.ts';
import type { ToolCommand } from './tool-command.ts';

/** How the kinds of folders are rendered. */
export interface FolderOptions {
  readonly kustomize?: KustomizeOptions;
  readonly helm?: HelmOptions;
  /** Environment of the tools; the process's own when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Loads a folder as Argo CD would: a kustomization is built, a chart is rendered, else its manifest files are read.
 *
 * @throws UsageError `TOOL_MISSING`, and what `runTool` throws
 */
export async function loadDirectory(folder: string, options: FolderOptions, run: Run): Promise<readonly Source[]> {
  const names = new Set(await readdir(folder));
  if (['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => names.has(name))) {
    const commands = kustomizeCommands(folder, options.kustomize);
    return [await firstThere({ commands, folder, what: 'a kustomization' }, options, run)];
  }
  if (names.has('Chart.yaml')) {
    const commands = [helmCommand(folder, helmOptions(options.helm, run))];
    return [await firstThere({ commands, folder, what: 'a Helm chart' }, options, run)];
  }
  const sources = await readManifests(folder, 'input', run.config.limits.maxInputBytes);
  if (sources.length === 0) {
    run.warn({
      code: 'NO_MANIFESTS',
      says: `${folder} holds no kustomization, no chart and no manifest file, so there is nothing to render`,
      place: { file: folder },
    });
  }
  return sources;
}

/** Argo CD's application gives a release its name and namespace. */
function helmOptions(options: HelmOptions = {}, { application, config }: Run): HelmOptions {
  const namespace = config.namespace ?? application.namespace;
  return {
    ...(application.name === undefined ? {} : { releaseName: application.name }),
    ...(namespace === undefined ? {} : { namespace }),
    ...options,
  };
}

interface Rendering {
  /** The ways to do it, the better one first. */
  readonly commands: readonly ToolCommand[];
  readonly folder: string;
  readonly what: string;
}

async function firstThere(
  { commands, folder, what }: Rendering,
  { env }: FolderOptions,
  { signal, config }: Run,
): Promise<Source> {
  const bounds = { signal, maxBytes: config.limits.maxInputBytes, ...(env === undefined ? {} : { env }) };
  for (const command of commands) {
    const bytes = await runTool(command, bounds);
    const [verb = ''] = command.arguments;
    if (bytes !== undefined) return { name: `${command.program} ${verb} ${folder}`, bytes, origin: 'input' };
  }
  throw usageError('TOOL_MISSING', { folder, what, tools: commands.map(({ program }) => program) });
}
