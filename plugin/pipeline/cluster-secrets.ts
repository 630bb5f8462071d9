import type { Resource } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import type { LabelSelector } from '../model/store.ts';
import { printSelector } from '../resources/print-selector.ts';
import { processEnvironment } from '../trust/credentials.ts';
import { clusterObject } from './cluster-object.ts';
import { withCluster } from './with-cluster.ts';

/** Lists the Secrets of a namespace that have labels. */
export type ListSecrets = (namespace: string, selector: LabelSelector) => Promise<readonly Resource[]>;

/**
 * Gives what lists the cluster's Secrets for `selector.secret.selector` of a PushSecret.
 *
 * @returns `undefined` where the configuration allows no cluster.
 */
export function clusterSecrets(run: Run): ListSecrets | undefined {
  if (!run.config.cluster.enabled) return undefined;
  const env = processEnvironment();
  return (namespace, selector) =>
    withCluster(run, env, async (cluster) => {
      const items = await cluster.list('Secret', namespace, printSelector(selector));
      return items.map((raw) => {
        const { name } = raw['metadata'] as { readonly name: string };
        return clusterObject({ kind: 'Secret', namespace, name }, raw);
      });
    });
}
