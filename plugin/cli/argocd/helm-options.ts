import { mapAllAsync } from '../../errors/map-all-async.ts';
import type { HelmOptions } from '../../pipeline/load/helm.ts';
import type { ParameterValues } from './parameter-values.ts';
import { type ValueFolders, valueFile } from './value-file.ts';

/** What a chart is rendered with: parameters, and the versions that Argo CD knows of the destination. */
export async function helmOptions(
  values: ParameterValues,
  where: ValueFolders,
  env: Readonly<Record<string, string | undefined>>,
): Promise<HelmOptions> {
  const mayBeMissing = values.flag('helm-ignore-missing-value-files') === true;
  const files = await mapAllAsync(values.list('helm-value-files') ?? [], (name) =>
    valueFile(name, where, mayBeMissing),
  );
  const members = {
    releaseName: values.text('helm-release-name'),
    namespace: values.text('helm-namespace'),
    kubeVersion: values.text('helm-kube-version') ?? (env['KUBE_VERSION'] || undefined),
    apiVersions: values.list('helm-api-versions') ?? (env['KUBE_API_VERSIONS'] || undefined)?.split(','),
    valueFiles: files.filter((file) => file !== undefined),
    values: values.text('helm-values'),
    set: values.map('helm-set'),
    setString: values.map('helm-set-string'),
    skipCrds: values.flag('helm-skip-crds'),
    skipTests: values.flag('helm-skip-tests'),
    skipSchemaValidation: values.flag('helm-skip-schema-validation'),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as HelmOptions;
}
