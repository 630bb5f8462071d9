import type { Parameter } from './parameter.ts';

const directory = { kinds: ['directory'] } as const;
const helm = { kinds: ['helm'] } as const;
// Also over a chart: its output is then changed as a kustomization would change it.
const edits = { kinds: ['kustomize', 'helm'] } as const;

const text = { collection: 'string' } as const;
const flag = { collection: 'string', itemType: 'boolean' } as const;
const list = { collection: 'array' } as const;
const map = { collection: 'map' } as const;

/** Every parameter of `esr argocd generate` (docs/argocd.md). */
export const parameters: readonly Parameter[] = [
  { name: 'directory-recurse', title: 'Recurse', tooltip: 'Also read the folders below.', ...flag, ...directory },
  { name: 'directory-include', title: 'Include', tooltip: 'Glob of the files to read.', ...text, ...directory },
  { name: 'directory-exclude', title: 'Exclude', tooltip: 'Glob of files to leave out.', ...text, ...directory },
  {
    name: 'helm-release-name',
    title: 'Release name',
    tooltip: 'Else the name of the application.',
    ...text,
    ...helm,
  },
  {
    name: 'helm-namespace',
    title: 'Namespace',
    tooltip: 'What the chart sees as its namespace; else the destination.',
    ...text,
    ...helm,
  },
  {
    name: 'helm-value-files',
    title: 'Value files',
    tooltip:
      'Relative to the folder, from the top of the repository with a leading slash, or $NAME/path in a folder of ESR_REFS.',
    ...list,
    ...helm,
  },
  {
    name: 'helm-ignore-missing-value-files',
    title: 'Ignore missing value files',
    tooltip: 'Leave out value files that are not there.',
    ...flag,
    ...helm,
  },
  { name: 'helm-values', title: 'Values', tooltip: 'Values as YAML; they win over the files.', ...text, ...helm },
  { name: 'helm-set', title: 'Set', tooltip: 'Single values; helm guesses their types.', ...map, ...helm },
  { name: 'helm-set-string', title: 'Set as text', tooltip: 'Single values that stay text.', ...map, ...helm },
  {
    name: 'helm-kube-version',
    title: 'Kubernetes version',
    tooltip: 'What the chart sees; else the version of the destination.',
    ...text,
    ...helm,
  },
  {
    name: 'helm-api-versions',
    title: 'API versions',
    tooltip: 'What the chart sees; else those of the destination.',
    ...list,
    ...helm,
  },
  { name: 'helm-skip-crds', title: 'Skip CRDs', tooltip: "Leave out the chart's crds folder.", ...flag, ...helm },
  { name: 'helm-skip-tests', title: 'Skip tests', tooltip: "Leave out the chart's tests.", ...flag, ...helm },
  {
    name: 'helm-skip-schema-validation',
    title: 'Skip schema validation',
    tooltip: "Do not check values against the chart's schema.",
    ...flag,
    ...helm,
  },
  {
    name: 'helm-output',
    title: 'Chart output',
    tooltip: 'In a kustomization with a chart beside it: the file that the chart is rendered into first.',
    ...text,
    kinds: ['kustomize'],
  },
  {
    name: 'kustomize-build-options',
    title: 'Build options',
    tooltip: 'Options of kustomize build; --enable-helm is allowed.',
    ...list,
    kinds: ['kustomize'],
  },
  { name: 'kustomize-images', title: 'Images', tooltip: 'name=new:tag, name:tag or name@digest.', ...list, ...edits },
  { name: 'kustomize-replicas', title: 'Replicas', tooltip: 'Count by workload name.', ...map, ...edits },
  { name: 'kustomize-name-prefix', title: 'Name prefix', tooltip: 'Put before every name.', ...text, ...edits },
  { name: 'kustomize-name-suffix', title: 'Name suffix', tooltip: 'Put behind every name.', ...text, ...edits },
  { name: 'kustomize-namespace', title: 'Namespace', tooltip: 'Namespace of every object.', ...text, ...edits },
  { name: 'kustomize-common-labels', title: 'Common labels', tooltip: 'Added everywhere.', ...map, ...edits },
  {
    name: 'kustomize-labels-without-selectors',
    title: 'Labels without selectors',
    tooltip: 'Leave selectors as they are.',
    ...flag,
    ...edits,
  },
  { name: 'kustomize-common-annotations', title: 'Common annotations', tooltip: 'Added everywhere.', ...map, ...edits },
  {
    name: 'kustomize-patches',
    title: 'Patches',
    tooltip: 'Each a patch as YAML, or an entry with patch or path, target and options.',
    ...list,
    ...edits,
  },
  {
    name: 'kustomize-components',
    title: 'Components',
    tooltip: 'Folders of components, relative to the folder.',
    ...list,
    kinds: ['kustomize'],
  },
];
