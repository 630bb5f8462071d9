import { createRun } from '../pipeline/create-run.ts';
import { withCluster } from '../pipeline/with-cluster.ts';
import { processEnvironment } from '../trust/credentials.ts';
import type { ApplicationObject } from './application-object.ts';
import type { LookOptions } from './look-again.ts';

/**
 * Asks Argo CD to render an Application again, whatever it has in its cache.
 *
 * @returns `gone` where there is no such Application.
 * @throws StoreError `CLUSTER_REFUSED` and its like, ManifestError `KUBECONFIG`
 */
export async function askArgocd(
  { name, namespace }: ApplicationObject,
  { loadConfig, now, signal }: LookOptions,
): Promise<'asked' | 'gone'> {
  const nothing = () => undefined;
  const config = await loadConfig();
  const run = createRun({ config, purpose: 'generate', now, warn: nothing, conceal: nothing, left: signal });
  const refresh = { 'argocd.argoproj.io/refresh': 'hard' };
  const isThere = await withCluster(run, processEnvironment(), (cluster) =>
    cluster.annotate('Application', name, namespace, refresh),
  );
  return isThere ? 'asked' : 'gone';
}
