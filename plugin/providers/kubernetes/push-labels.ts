import { manifestError } from '../../errors/manifest.ts';
import type { PushEntry } from '../provider.ts';
import { pushMetadata } from '../push-metadata.ts';

type Texts = Readonly<Record<string, string>>;

/** What the metadata of a pushed entry ask for. */
export interface PushLabels {
  /** Another namespace than the store's. */
  readonly remoteNamespace: string | undefined;
  /** The labels, or annotations, that the Secret shall carry, out of those that it carries. */
  labels(existing: Texts | undefined): Texts;
  annotations(existing: Texts | undefined): Texts;
}

/** Of the source's own annotations these stay behind: the first holds its values, the others would have Argo CD claim the copy. */
const left = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/installation-id',
]);

/**
 * Reads the metadata of a pushed entry.
 *
 * @remarks ESO: `providers/v1/kubernetes/metadata.go`.
 * @throws ManifestError `PUSH_METADATA`
 */
export function pushLabels({ metadata, secret }: PushEntry): PushLabels {
  const fields = pushMetadata(metadata, {
    labels: 'text map',
    annotations: 'text map',
    sourceMergePolicy: 'text',
    targetMergePolicy: 'text',
    remoteNamespace: 'text',
  });
  const policy = (name: string, known: readonly string[]): string => {
    const value = (fields.get(name) as string | undefined) || 'Merge';
    if (known.includes(value)) return value;
    throw manifestError('PUSH_METADATA', { why: `has no ${known.join(', ')} in field "${name}"` });
  };
  const source = policy('sourceMergePolicy', ['Merge', 'Replace']);
  const target = policy('targetMergePolicy', ['Merge', 'Replace', 'Ignore']);
  const merged = (own: Texts, field: string, existing: Texts = {}): Texts => {
    const written = (fields.get(field) ?? {}) as Texts;
    const wanted = source === 'Replace' ? written : { ...own, ...written };
    if (target === 'Ignore') return existing;
    return target === 'Replace' ? wanted : { ...existing, ...wanted };
  };
  const annotations = Object.fromEntries(Object.entries(secret.annotations).filter(([name]) => !left.has(name)));
  return {
    remoteNamespace: (fields.get('remoteNamespace') as string | undefined) || undefined,
    labels: (existing) => merged(secret.labels, 'labels', existing),
    annotations: (existing) => merged(annotations, 'annotations', existing),
  };
}
