import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { parameterError } from '../../errors/parameter.ts';
import { type FolderKind, folderKind } from '../../pipeline/load/folder-kind.ts';
import type { FolderOptions } from '../../pipeline/load/folder-options.ts';
import { toolEnvironment } from '../../pipeline/load/tool-environment.ts';
import { helmOptions } from './helm-options.ts';
import { kustomizeOptions } from './kustomize-options.ts';
import type { SourceKind } from './parameter.ts';
import type { ParameterValues } from './parameter-values.ts';
import { parameters } from './parameters.ts';
import { readParameters } from './read-parameters.ts';
import { readReferences } from './read-references.ts';
import { repositoryRoot } from './repository-root.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * How the folder of an application is rendered: its parameters, and what Argo CD says about it.
 *
 * @throws EsrErrors with everything that is wrong with any parameter
 */
export async function folderOptionsOf(folder: string, env: Environment): Promise<FolderOptions> {
  const values = readParameters(env);
  const found = await folderKind(folder);
  const root = repositoryRoot(folder, env['ARGOCD_APP_SOURCE_PATH']);
  const where = { folder, root, references: readReferences(env['ESR_REFS']) };
  const faults: EsrError[] = [...unused(values, found)];
  const helm = await attempt(faults, () => helmOptions(values, where, env));
  const kustomize = await attempt(faults, () => kustomizeOptions(values, where, env));
  const manifests = await attempt(faults, async () => manifestOptions(values));
  throwAll(faults);
  const chartOutput = values.text('helm-output');
  return {
    root,
    env: toolEnvironment(env),
    fetchDependencies: true,
    ...(helm === undefined ? {} : { helm }),
    ...(kustomize === undefined ? {} : { kustomize }),
    ...(manifests === undefined ? {} : { manifests }),
    ...(chartOutput === undefined ? {} : { chartOutput }),
  };
}

const names: Readonly<Record<SourceKind, string>> = {
  directory: 'a folder of plain manifests',
  kustomize: 'a kustomization',
  helm: 'a Helm chart',
};

/** A parameter that is passed over in silence would be a prefix that nobody gets. */
function unused(values: ParameterValues, found: FolderKind): readonly EsrError[] {
  const withChart = found.kind === 'kustomize' && found.hasChart && values.text('helm-output') !== undefined;
  const useful = new Set<SourceKind>([found.kind, ...(withChart ? (['helm'] as const) : [])]);
  const given = new Set(values.names());
  return parameters
    .filter(({ name, kinds }) => given.has(name) && !kinds.some((kind) => useful.has(kind)))
    .map(({ name }) => parameterError('PARAMETER_UNUSED', { name, is: names[found.kind], ...hintFor(found) }));
}

function hintFor(found: FolderKind): { readonly hint?: string } {
  if (found.kind !== 'kustomize' || !found.hasChart) return {};
  return { hint: 'set helm-output to have the chart beside it rendered too' };
}

function manifestOptions(values: ParameterValues): NonNullable<FolderOptions['manifests']> {
  const [include, exclude] = [values.text('directory-include'), values.text('directory-exclude')];
  return {
    recurse: values.flag('directory-recurse') === true,
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
  };
}

async function attempt<T>(faults: EsrError[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const found = caughtFaults(thrown);
    for (const fault of found) faults.push(fault);
    return undefined;
  }
}
