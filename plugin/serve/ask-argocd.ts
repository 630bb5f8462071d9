import type { RenderConfig } from '../model/config.ts';
import { createRun } from '../pipeline/create-run.ts';
import { retrying } from '../pipeline/fetch/retry.ts';
import { processEnvironment } from '../trust/credentials.ts';
import { openCluster } from '../trust/open-cluster.ts';
import { openTransport } from '../trust/transport.ts';
import type { ApplicationObject } from './application-object.ts';

/**
 * Asks Argo CD to render an Application again, whatever it has in its cache.
 *
 * @returns `gone` where there is no such Application.
 * @throws StoreError `CLUSTER_REFUSED` and its like, ManifestError `KUBECONFIG`
 */
export async function askArgocd(
  { name, namespace }: ApplicationObject,
  config: RenderConfig,
  now: () => number,
): Promise<'asked' | 'gone'> {
  const nothing = () => undefined;
  const run = createRun({ config, purpose: 'generate', now, warn: nothing, conceal: nothing });
  const env = processEnvironment();
  const { signal } = run;
  const transport = await openTransport({ signal, requestTimeoutMs: config.limits.requestTimeoutMs, env });
  try {
    const retry = retrying({ signal, random: run.random('retry argocd'), now });
    const cluster = await openCluster(config.cluster, { env, http: transport.open.http, retry, conceal: nothing });
    const isThere = await cluster.annotate('Application', name, namespace, { 'argocd.argoproj.io/refresh': 'hard' });
    return isThere ? 'asked' : 'gone';
  } finally {
    transport.close();
  }
}
