import { documentError } from '../../errors/document.ts';
import type { ExternalSecret, ExternalSecretSpec } from '../../model/external-secret.ts';
import { objectName, type Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { LabelSelector } from '../../model/store.ts';
import { matchingNamespaces } from '../matching-namespaces.ts';

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

const forceSync = 'external-secrets.io/force-sync';

/**
 * Makes the ExternalSecrets of a ClusterExternalSecret: one in each Namespace that its selectors or names match.
 *
 * @remarks
 * Which namespaces an application may write to is decided by policy, for each of them.
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
  const { namespaceSelector, namespaceSelectors = [], namespaces: names = [] } = spec;
  const field = namespaceSelector === undefined ? 'spec.namespaceSelectors' : 'spec.namespaceSelector';
  const wanted = {
    selectors: [...namespaceSelectors, ...(namespaceSelector === undefined ? [] : [namespaceSelector])],
    names,
    at: { selectors: cluster.place(field), names: cluster.place('spec.namespaces') },
  };
  const matched = matchingNamespaces(namespaces, wanted, run);
  const taken = matched.filter((namespace) => standing(namespace, name) !== undefined);
  if (taken.length > 0) {
    throw documentError('CLUSTER_CONFLICT', { name, namespaces: taken }, cluster.place('spec.externalSecretName'));
  }
  return matched.map((namespace) => externalSecret(cluster, spec, namespace, name));
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
