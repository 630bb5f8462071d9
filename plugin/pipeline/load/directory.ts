import { usageError } from '../../errors/usage.ts';
import type { Run } from '../../model/run.ts';
import type { Source } from '../../model/source.ts';
import { folderKind } from './folder-kind.ts';
import type { FolderOptions } from './folder-options.ts';
import type { FolderTools } from './folder-tools.ts';
import { type HelmOptions, helmCommand } from './helm.ts';
import { kustomizeCommands } from './kustomize.ts';
import { readManifests } from './read-manifests.ts';
import { refuseOutsideLinks } from './refuse-outside-links.ts';
import { runTool } from './run-tool.ts';
import type { ToolCommand } from './tool-command.ts';

/**
 * Loads a folder as Argo CD would: a kustomization is built, a chart is rendered, else its manifest files are read.
 *
 * @throws UsageError `TOOL_MISSING`; PolicyError `PATH_OUTSIDE`; and what `runTool` throws
 */
export async function loadDirectory(folder: string, options: FolderOptions, run: Run): Promise<readonly Source[]> {
  const found = await folderKind(folder);
  const { root } = options;
  // Tools go on to bases and charts beside the folder.
  if (root !== undefined) await refuseOutsideLinks(found.kind === 'directory' ? folder : root, root);
  const tools: FolderTools = {
    kustomize: (at) =>
      firstThere({ commands: kustomizeCommands(at, options.kustomize), folder, what: 'a kustomization' }, options, run),
    helm: () => renderChart(folder, options, run),
  };
  if (found.kind === 'kustomize') {
    const { buildKustomization } = await import('./build-kustomization.ts');
    return [await buildKustomization({ folder, file: found.file, options, tools })];
  }
  if (found.kind === 'helm') {
    if (options.kustomize?.edit === undefined) return [await tools.helm()];
    const { buildOverChart } = await import('./build-over-chart.ts');
    return [await buildOverChart({ edit: options.kustomize.edit, tools })];
  }
  return await readPlain(folder, options, run);
}

async function readPlain(folder: string, { manifests, root }: FolderOptions, run: Run): Promise<readonly Source[]> {
  const choice = { ...manifests, ...(root === undefined ? {} : { root }) };
  const sources = await readManifests(folder, 'input', run.config.limits.maxInputBytes, choice);
  if (sources.length === 0) {
    run.warn({
      code: 'NO_MANIFESTS',
      says: `${folder} holds no kustomization, no chart and no manifest file, so there is nothing to render`,
      hint: 'name the folder or the file that does',
      place: { file: folder },
    });
  }
  return sources;
}

async function renderChart(folder: string, options: FolderOptions, run: Run): Promise<Source> {
  const rendering = { commands: [helmCommand(folder, helmOptions(options.helm, run))], folder, what: 'a Helm chart' };
  if (options.fetchDependencies === true) {
    const { fetchDependencies } = await import('./fetch-dependencies.ts');
    return fetchDependencies(
      folder,
      (command) => firstThere({ ...rendering, commands: [command] }, options, run),
      () => firstThere(rendering, options, run),
    );
  }
  return firstThere(rendering, options, run);
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
