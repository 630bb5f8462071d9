import type { PushSecret, PushSecretSpec } from '../../model/push-secret.ts';
import type { Resource } from '../../model/resource.ts';

/**
 * The PushSecrets of ClusterPushSecrets that match no Namespace which somebody describes: what does not depend on the
 * namespace can be checked all the same.
 *
 * @param made - The PushSecrets that there are.
 */
export function unmatchedPushes(pushSecrets: readonly Resource[], made: readonly PushSecret[]): readonly PushSecret[] {
  const matched = new Set(made.map(({ document }) => document));
  return pushSecrets
    .filter(({ kind, document }) => kind === 'ClusterPushSecret' && !matched.has(document))
    .map((cluster) => ({
      ...cluster,
      spec: (cluster.spec as { readonly pushSecretSpec: unknown }).pushSecretSpec as PushSecretSpec,
      place: (field = '') => cluster.place(field.replace(/^spec(?=$|[.[])/, 'spec.pushSecretSpec')),
    }));
}
