import type { ExternalSecret } from '../../model/external-secret.ts';
import type { Run } from '../../model/run.ts';

// How Argo CD and Helm treat the document itself: it is the Secret that they see now, template or not.
const carried = [
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/hook',
  'argocd.argoproj.io/hook-delete-policy',
  'argocd.argoproj.io/sync-options',
  'argocd.argoproj.io/compare-options',
  'argocd.argoproj.io/ignore-healthcheck',
  'helm.sh/hook',
  'helm.sh/hook-weight',
  'helm.sh/hook-delete-policy',
  'helm.sh/resource-policy',
  'postrenderer.helm.sh/postrender-filename',
];
const syncOptions = 'argocd.argoproj.io/sync-options';

/**
 * The annotations of a Secret with what Argo CD has to know: its behaviour annotations carried over from the
 * ExternalSecret, and what ownership meant in the cluster.
 *
 * @param isPatch - `creationPolicy: Merge` without a Secret to merge into: the API server merges.
 */
export function argocdAnnotations(
  externalSecret: ExternalSecret,
  annotations: ReadonlyMap<string, string>,
  isPatch: boolean,
  run: Pick<Run, 'config'>,
): ReadonlyMap<string, string> {
  const result = new Map(annotations);
  for (const key of carried) {
    const { annotations: own } = externalSecret.metadata;
    if (!result.has(key) && Object.hasOwn(own, key)) result.set(key, own[key] ?? '');
  }
  const wanted = [
    ...(isPatch ? ['ServerSideApply=true'] : []),
    ...(isPatch || (outlives(externalSecret) && !run.config.emit.esoMetadata) ? ['Prune=false', 'Delete=false'] : []),
  ];
  if (wanted.length > 0) result.set(syncOptions, mergeOptions(result.get(syncOptions), wanted));
  return result;
}

// Under `emit.esoMetadata` the metadata is the operator's to the letter, so nothing is added there.
function outlives(externalSecret: ExternalSecret): boolean {
  const { creationPolicy } = externalSecret.spec.target;
  return creationPolicy === 'Orphan' || creationPolicy === 'CreateOrMerge' || writesRetain(externalSecret);
}

/** Whether `deletionPolicy: Retain` is written in the manifest; as a mere default it says nothing. */
function writesRetain({ document }: ExternalSecret): boolean {
  const spec = field(document?.value, 'spec');
  const target = field(field(spec, 'externalSecretSpec') ?? spec, 'target');
  return field(target, 'deletionPolicy') === 'Retain';
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Options that are there already stand; ours are added where their name is not taken. */
function mergeOptions(present: string | undefined, wanted: readonly string[]): string {
  const options = (present ?? '').split(',').flatMap((option) => option.trim() || []);
  const names = new Set(options.map((option) => option.split('=')[0]));
  return [...options, ...wanted.filter((option) => !names.has(option.split('=')[0]))].join(',');
}
