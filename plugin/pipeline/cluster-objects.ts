import type { Wanted } from '../model/inventory.ts';
import type { Resource } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import { processEnvironment } from '../trust/credentials.ts';
import { clusterObject } from './cluster-object.ts';
import { withCluster } from './with-cluster.ts';

/** Asks for a ConfigMap or Secret; `undefined` where there is none. */
export type AskObject = (wanted: Wanted) => Promise<Resource | undefined>;

/**
 * Gives what asks the cluster for the ConfigMaps and Secrets that `templateFrom` names.
 *
 * @returns `undefined` where the configuration allows no cluster.
 */
export function clusterObjects(run: Run): AskObject | undefined {
  if (!run.config.cluster.enabled) return undefined;
  const env = processEnvironment();
  return (wanted) =>
    withCluster(run, env, async (cluster) => {
      const raw = await cluster.get(wanted.kind, wanted.name, wanted.namespace);
      return raw === undefined ? undefined : clusterObject(wanted, raw);
    });
}
