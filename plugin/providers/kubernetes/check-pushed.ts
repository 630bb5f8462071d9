import { kubernetesError } from '../../errors/kubernetes.ts';
import { manifestError } from '../../errors/manifest.ts';
import type { PushEntry, StoreInfo } from '../provider.ts';
import { type PushLabels, pushLabels } from './push-labels.ts';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Finds what is wrong with an entry whatever stands in the cluster.
 *
 * @returns What its metadata ask for.
 * @throws ManifestError `KUBERNETES_PUSH_PROPERTY`, `KUBERNETES_PUSH_NAMESPACE`, `PUSH_UNFIT`, `PUSH_METADATA`
 */
export function checkPushed(entry: PushEntry, { kind }: Pick<StoreInfo, 'kind'>): PushLabels {
  if (!entry.ref.property && entry.secretKey) throw kubernetesError('KUBERNETES_PUSH_PROPERTY', {});
  const { key } = entry.ref;
  if (key.length > 253 || !subdomain.test(key)) {
    const why = 'that is no name of a Secret: letters a to z, numbers, "-" and "."';
    throw manifestError('PUSH_UNFIT', { key, why });
  }
  const wanted = pushLabels(entry);
  if (wanted.remoteNamespace !== undefined && kind !== 'ClusterSecretStore') {
    throw kubernetesError('KUBERNETES_PUSH_NAMESPACE', {});
  }
  return wanted;
}
