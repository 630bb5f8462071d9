import type { Run } from '../model/run.ts';
import type { Cluster } from '../trust/cluster.ts';
import type { Environment } from '../trust/environment.ts';
import { openCluster } from '../trust/open-cluster.ts';
import { openTransport } from '../trust/transport.ts';
import { retrying } from './fetch/retry.ts';

/** Opens the cluster that the configuration allows, asks it something, and lets it go. */
export async function withCluster<T>(run: Run, env: Environment, ask: (cluster: Cluster) => Promise<T>): Promise<T> {
  const { cluster, limits } = run.config;
  const { signal } = run;
  const transport = await openTransport({ signal, requestTimeoutMs: limits.requestTimeoutMs, env });
  try {
    const retry = retrying({ signal, random: run.random('retry cluster'), now: run.now });
    return await ask(await openCluster(cluster, { env, http: transport.open.http, retry, conceal: run.conceal }));
  } finally {
    transport.close();
  }
}
