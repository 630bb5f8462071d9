import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { pushError } from '../../errors/push.ts';
import { tellAll } from '../../errors/tell-all.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { PushSecret, PushSecretSpec } from '../../model/push-secret.ts';
import { objectName, type Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { LabelSelector } from '../../model/store.ts';
import { matchingNamespaces } from '../matching-namespaces.ts';

/** `spec` of a ClusterPushSecret. */
interface ClusterSpec {
  readonly pushSecretSpec: PushSecretSpec;
  readonly pushSecretName?: string;
  readonly pushSecretMetadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly namespaceSelectors?: readonly LabelSelector[];
}

/**
 * The PushSecrets of an input: those that stand in it, and one in each Namespace that a ClusterPushSecret matches.
 *
 * @remarks ESO: `clusterpushsecret_controller.go`.
 * @throws EsrErrors with the ClusterPushSecrets whose name is taken, unless the run goes on in spite of them.
 */
export function pushSecretsOf({ pushSecrets, supporting }: Inventory, run: Run): readonly PushSecret[] {
  const own = pushSecrets.filter(({ kind }) => kind === 'PushSecret') as unknown as readonly PushSecret[];
  const namespaces = supporting.filter(({ kind }) => kind === 'Namespace');
  const faults: EsrError[] = [];
  const all = [...own];
  for (const cluster of pushSecrets) {
    if (cluster.kind !== 'ClusterPushSecret') continue;
    try {
      // What another one has made is not this one's either.
      all.push(...expand(cluster, namespaces, all, run));
    } catch (thrown) {
      const found = caughtFaults(thrown);
      faults.push(...found);
    }
  }
  tellAll(faults, run);
  return all;
}

function expand(
  cluster: Resource,
  namespaces: readonly Resource[],
  own: readonly PushSecret[],
  run: Run,
): readonly PushSecret[] {
  const spec = cluster.spec as unknown as ClusterSpec;
  const name = spec.pushSecretName ?? cluster.metadata.name;
  const at = cluster.place('spec.namespaceSelectors');
  const selectors = spec.namespaceSelectors ?? [];
  const matched = matchingNamespaces(namespaces, { selectors, names: [], at: { selectors: at, names: at } }, run);
  const taken = matched.filter((namespace) =>
    own.some(({ metadata }) => metadata.namespace === namespace && metadata.name === name),
  );
  if (taken.length > 0) {
    throw pushError('PUSH_CLUSTER_CONFLICT', { name, namespaces: taken }, cluster.place('spec.pushSecretName'));
  }
  return matched.map((namespace) => pushSecret(cluster, spec, namespace, name));
}

function pushSecret(cluster: Resource, spec: ClusterSpec, namespace: string, name: string): PushSecret {
  const { labels = {}, annotations = {} } = spec.pushSecretMetadata ?? {};
  const metadata = { name, namespace, labels, annotations };
  const object = objectName({ kind: 'PushSecret', metadata });
  return {
    ...cluster,
    kind: 'PushSecret',
    metadata,
    spec: spec.pushSecretSpec,
    place: (field = '') => ({
      ...cluster.place(field.replace(/^spec(?=$|[.[])/, 'spec.pushSecretSpec')),
      object,
      // The line is the ClusterPushSecret's, the field that of the object that the error names.
      ...(field === '' ? {} : { field }),
    }),
  };
}
