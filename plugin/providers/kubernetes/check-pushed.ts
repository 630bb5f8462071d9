import { kubernetesError } from '../../errors/kubernetes.ts';
import type { PushEntry, StoreInfo } from '../provider.ts';
import { type PushLabels, pushLabels } from './push-labels.ts';

/**
 * Finds what is wrong with an entry whatever stands in the cluster.
 *
 * @returns What its metadata ask for.
 * @throws ManifestError `KUBERNETES_PUSH_PROPERTY`, `KUBERNETES_PUSH_NAMESPACE`, `PUSH_METADATA`
 */
export function checkPushed(entry: PushEntry, { kind }: Pick<StoreInfo, 'kind'>): PushLabels {
  if (!entry.ref.property && entry.secretKey) throw kubernetesError('KUBERNETES_PUSH_PROPERTY', {});
  const wanted = pushLabels(entry);
  if (wanted.remoteNamespace !== undefined && kind !== 'ClusterSecretStore') {
    throw kubernetesError('KUBERNETES_PUSH_NAMESPACE', {});
  }
  return wanted;
}
