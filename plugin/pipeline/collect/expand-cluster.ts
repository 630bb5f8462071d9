import { documentError } from '../../errors/document.ts';
import { isTrusted } from '../../model/config.ts';
import type { JsonObject } from '../../model/document.ts';
import type { ExternalSecret, ExternalSecretSpec } from '../../model/external-secret.ts';
import { objectName, type Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { LabelSelector } from '../../model/store.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';

/** `spec` of a ClusterExternalSecret. */
interface ClusterSpec {
  readonly externalSecretSpec: ExternalSecretSpec;
  readonly externalSecretName?: string;
  readonly externalSecretMetadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly namespaceSelector?: LabelSelector;
  readonly namespaceSelectors?: readonly LabelSelector[];
  readonly namespaces?: readonly string[];
}

/** Where an ExternalSecret of that name stands already, for the error. */
export type Standing = (namespace: string, name: string) => Resource<unknown> | undefined;

const nameLabel = 'kubernetes.io/metadata.name';
const forceSync = 'external-secrets.io/force-sync';

/**
 * Makes the ExternalSecrets of a ClusterExternalSecret: one in each Namespace that its selectors or names match.
 *
 * @remarks
 * core.md 8.1. Only Namespaces that somebody describes can be matched; a name that matches none is a warning, since in
 * the cluster it might. Which namespaces an application may write to is decided by policy, for each of them.
 *
 * @throws ManifestError `CLUSTER_CONFLICT` where an ExternalSecret of that name stands already.
 */
export function expandCluster(
  cluster: Resource,
  namespaces: readonly Resource[],
  standing: Standing,
  run: Pick<Run, 'warn'>,
): ExternalSecret[] {
  const spec = cluster.spec as unknown as ClusterSpec;
  const name = spec.externalSecretName ?? cluster.metadata.name;
  const matched = matching(cluster, spec, known(namespaces), run);
  const taken = matched.filter((namespace) => standing(namespace, name) !== undefined);
  if (taken.length > 0) {
    throw documentError('CLUSTER_CONFLICT', { name, namespaces: taken }, cluster.place('spec.externalSecretName'));
  }
  return matched.map((namespace) => externalSecret(cluster, spec, namespace, name));
}

/** Labels by namespace; trusted documents win over the input's. The server itself labels a namespace with its name. */
function known(namespaces: readonly Resource[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const inOrder = namespaces.toSorted((a, b) => Number(isTrusted(a.origin)) - Number(isTrusted(b.origin)));
  return new Map(
    inOrder
      .filter((namespace) => !isTerminating(namespace))
      .map(({ metadata: { name, labels } }) => [name, { ...labels, [nameLabel]: name }]),
  );
}

function isTerminating({ raw }: Resource): boolean {
  const { metadata, status } = raw;
  const { deletionTimestamp } = Object(metadata) as JsonObject;
  const { phase } = Object(status) as JsonObject;
  return typeof deletionTimestamp === 'string' || phase === 'Terminating';
}

function matching(
  cluster: Resource,
  spec: ClusterSpec,
  labels: ReadonlyMap<string, Readonly<Record<string, string>>>,
  run: Pick<Run, 'warn'>,
): readonly string[] {
  const selectors = [...(spec.namespaceSelectors ?? []), ...(spec.namespaceSelector ? [spec.namespaceSelector] : [])];
  const field = spec.namespaceSelector === undefined ? 'spec.namespaceSelectors' : 'spec.namespaceSelector';
  const at = cluster.place(field);
  const listed = new Set(spec.namespaces ?? []);
  const unknown = [...listed].filter((name) => !labels.has(name));
  const matched = [...labels]
    .filter(([name, own]) => listed.has(name) || selectors.some((selector) => matchesSelector(selector, own, at)))
    .map(([name]) => name)
    .sort();
  if (unknown.length > 0) {
    run.warn({
      code: 'CLUSTER_NAMESPACE_UNKNOWN',
      says: `no Namespace is known that is called ${unknown.join(', ')}; nothing is made there`,
      hint: 'add the Namespace to the input, or to the stores of the platform configuration',
      place: cluster.place('spec.namespaces'),
    });
  } else if (matched.length === 0) {
    run.warn({
      code: 'CLUSTER_MATCHES_NONE',
      says: `it matches none of the ${labels.size} known Namespaces; nothing is made`,
      hint: 'add the Namespaces with their labels to the input, or to the stores of the platform configuration',
      place: at,
    });
  }
  return matched;
}

function externalSecret(cluster: Resource, spec: ClusterSpec, namespace: string, name: string): ExternalSecret {
  const { annotations } = cluster.metadata;
  const metadata = {
    name,
    namespace,
    labels: spec.externalSecretMetadata?.labels ?? {},
    annotations: {
      ...argocd(annotations),
      ...spec.externalSecretMetadata?.annotations,
      ...(Object.hasOwn(annotations, forceSync) ? { [forceSync]: annotations[forceSync] as string } : {}),
    },
  };
  const object = objectName({ kind: 'ExternalSecret', metadata });
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata,
    spec: spec.externalSecretSpec,
    raw: { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata },
    origin: cluster.origin,
    ...(cluster.document === undefined ? {} : { document: cluster.document }),
    place: (field = '') => ({
      ...cluster.place(field.replace(/^spec(?=$|[.[])/, 'spec.externalSecretSpec')),
      object,
      // The line is the ClusterExternalSecret's, the field that of the object that the error names.
      ...(field === '' ? {} : { field }),
    }),
  };
}

/** Waves and options of Argo CD: the Secrets take the place of the ClusterExternalSecret that carries them. */
function argocd(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations).filter(
      ([key]) => key.startsWith('argocd.argoproj.io/') && key !== 'argocd.argoproj.io/tracking-id',
    ),
  );
}
