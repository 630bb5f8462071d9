import path from 'node:path';
import { mapAll } from '../../errors/map-all.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { parameterError } from '../../errors/parameter.ts';
import { policyError } from '../../errors/policy.ts';
import type { KustomizationEdit } from '../../pipeline/load/edit-kustomization.ts';
import { inside } from '../../pipeline/load/inside.ts';
import type { KustomizeOptions } from '../../pipeline/load/kustomize.ts';
import type { ParameterValues } from './parameter-values.ts';
import { parseImage } from './parse-image.ts';
import { parsePatch } from './parse-patch.ts';
import type { ValueFolders } from './value-file.ts';

/** Options that start no program of the repository, leave no folder and write no file. */
const allowed = ['--enable-helm'];

/** How a kustomization is built: options, and changes to it. */
export async function kustomizeOptions(
  values: ParameterValues,
  where: ValueFolders,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KustomizeOptions> {
  const options = mapAll(values.list('kustomize-build-options') ?? [], (option) => {
    if (!allowed.includes(option)) throw policyError('BUILD_OPTION_REFUSED', { option, allowed });
    return option;
  });
  const edit = await editOf(values, where);
  return {
    buildOptions: options.includes('--enable-helm') ? [...options, ...versions(env)] : options,
    ...(Object.keys(edit).length === 0 ? {} : { edit }),
  };
}

/** What charts of a kustomization see of the destination. */
function versions({
  KUBE_VERSION,
  KUBE_API_VERSIONS,
}: Readonly<Record<string, string | undefined>>): readonly string[] {
  return [
    ...(KUBE_VERSION ? [`--helm-kube-version=${KUBE_VERSION}`] : []),
    ...(KUBE_API_VERSIONS ?? '').split(',').flatMap((version) => (version ? [`--helm-api-versions=${version}`] : [])),
  ];
}

async function editOf(values: ParameterValues, where: ValueFolders): Promise<KustomizationEdit> {
  const members = {
    namePrefix: values.text('kustomize-name-prefix'),
    nameSuffix: values.text('kustomize-name-suffix'),
    namespace: values.text('kustomize-namespace'),
    images: each(values, 'kustomize-images', parseImage, 'images: name=new:tag, name:tag or name@digest'),
    replicas: replicasOf(values),
    commonLabels: values.map('kustomize-common-labels'),
    labelSelectors: values.flag('kustomize-labels-without-selectors') === true ? false : undefined,
    commonAnnotations: values.map('kustomize-common-annotations'),
    patches: each(
      values,
      'kustomize-patches',
      parsePatch,
      'patches as YAML: an object, or patch or path with a target',
    ),
    components: await componentsOf(values, where),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as KustomizationEdit;
}

function each<T>(
  values: ParameterValues,
  name: string,
  parse: (text: string) => T | undefined,
  wants: string,
): readonly T[] | undefined {
  const texts = values.list(name);
  if (texts === undefined) return undefined;
  return mapAll(texts, (text) => {
    const value = parse(text);
    if (value === undefined) throw parameterError('PARAMETER_FORM', { name, wants });
    return value;
  });
}

function replicasOf(values: ParameterValues): ReadonlyMap<string, number> | undefined {
  const name = 'kustomize-replicas';
  const texts = values.map(name);
  if (texts === undefined) return undefined;
  return new Map(
    mapAll([...texts], ([workload, count]) => {
      if (!/^\d{1,9}$/.test(count)) throw parameterError('PARAMETER_FORM', { name, wants: 'whole numbers by name' });
      return [workload, Number(count)] as const;
    }),
  );
}

async function componentsOf(values: ParameterValues, where: ValueFolders): Promise<readonly string[] | undefined> {
  const names = values.list('kustomize-components');
  if (names === undefined) return undefined;
  // kustomize follows no path out of the repository for files; folders of its own it takes from anywhere.
  await mapAllAsync(names, (name) => inside(where.root, path.join(where.folder, name), name));
  return names;
}
