import type { Run } from '../model/run.ts';
import { processEnvironment } from '../trust/credentials.ts';
import type { Environment } from '../trust/environment.ts';
import { withCluster } from './with-cluster.ts';

/** Asks for a namespace's labels; `undefined` where there is no such namespace. */
export type AskLabels = (namespace: string) => Promise<Readonly<Record<string, string>> | undefined>;

/**
 * Gives what asks the cluster for the labels that conditions of stores go by.
 *
 * @returns `undefined` where the configuration allows no cluster, and for `validate`, which touches no network.
 */
export function clusterLabels(run: Run, env: Environment = processEnvironment()): AskLabels | undefined {
  if (!run.config.cluster.enabled || run.purpose === 'validate') return undefined;
  return (namespace) => withCluster(run, env, (cluster) => cluster.namespaceLabels(namespace));
}
