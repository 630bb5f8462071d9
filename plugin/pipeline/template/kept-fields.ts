import { isDeepStrictEqual } from 'node:util';
import type { DraftMap } from './object-draft.ts';

/** A draft without what the API server drops from it. */
export interface Kept {
  readonly root: DraftMap;
  /** Paths that were dropped and held something. */
  readonly lost: readonly string[];
}

const ofWorkloads = ['spec', 'status'];

/** What namespaced kinds of Kubernetes have beside their metadata; of other kinds nothing is known. */
const fields: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1 ConfigMap', ['data', 'binaryData', 'immutable']],
  ['v1 Secret', ['data', 'stringData', 'immutable', 'type']],
  ['v1 ServiceAccount', ['secrets', 'imagePullSecrets', 'automountServiceAccountToken']],
  ['v1 Endpoints', ['subsets']],
  ['v1 PodTemplate', ['template']],
  ['apps/v1 ControllerRevision', ['data', 'revision']],
  ['discovery.k8s.io/v1 EndpointSlice', ['addressType', 'endpoints', 'ports']],
  ['rbac.authorization.k8s.io/v1 Role', ['rules']],
  ['rbac.authorization.k8s.io/v1 RoleBinding', ['subjects', 'roleRef']],
  ...[
    'v1 LimitRange',
    'v1 PersistentVolumeClaim',
    'v1 Pod',
    'v1 ReplicationController',
    'v1 ResourceQuota',
    'v1 Service',
    'apps/v1 DaemonSet',
    'apps/v1 Deployment',
    'apps/v1 ReplicaSet',
    'apps/v1 StatefulSet',
    'autoscaling/v2 HorizontalPodAutoscaler',
    'batch/v1 CronJob',
    'batch/v1 Job',
    'coordination.k8s.io/v1 Lease',
    'networking.k8s.io/v1 Ingress',
    'networking.k8s.io/v1 NetworkPolicy',
    'policy/v1 PodDisruptionBudget',
  ].map((kind) => [kind, ofWorkloads] as const),
]);

/**
 * Leaves out of an object what its kind does not have, as the API server does when it stores it: `spec` of a Role, `data` of a
 * Deployment, and `spec.data`, which no kind of Kubernetes has.
 *
 * @remarks The operator begins every object with a `data` or a `spec`, whether its kind has one or not.
 */
export function keptFields(root: DraftMap, apiVersion: string, kind: string): Kept {
  const known = fields.get(`${apiVersion} ${kind}`);
  if (known === undefined) return { root, lost: [] };
  const kept = new Map([...root].filter(([name]) => known.includes(name)));
  const dropped = [...root].filter(([name]) => !known.includes(name));
  const lost = dropped.filter(([, value]) => !isDeepStrictEqual(value, new Map())).map(([name]) => name);
  const spec = kept.get('spec');
  if (!(spec instanceof Map && spec.has('data'))) return { root: kept, lost };
  kept.set('spec', new Map([...spec].filter(([name]) => name !== 'data')));
  return { root: kept, lost: [...lost, 'spec.data'] };
}
