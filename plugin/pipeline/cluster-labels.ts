import type { Run } from '../model/run.ts';
import { processEnvironment } from '../trust/credentials.ts';
import type { Environment } from '../trust/environment.ts';
import { openCluster } from '../trust/open-cluster.ts';
import { openTransport } from '../trust/transport.ts';
import { retrying } from './fetch/retry.ts';

/** Asks for a namespace's labels; `undefined` where there is no such namespace. */
export type AskLabels = (namespace: string) => Promise<Readonly<Record<string, string>> | undefined>;

/**
 * Gives what asks the cluster for the labels that conditions of stores go by.
 *
 * @returns `undefined` where the configuration allows no cluster, and for `validate`, which touches no network.
 */
export function clusterLabels(run: Run, env: Environment = processEnvironment()): AskLabels | undefined {
  const { cluster, limits } = run.config;
  if (!cluster.enabled || run.purpose === 'validate') return undefined;
  return async (namespace) => {
    const { signal } = run;
    const transport = await openTransport({ signal, requestTimeoutMs: limits.requestTimeoutMs, env });
    try {
      const retry = retrying({ signal, random: run.random('retry cluster'), now: run.now });
      const opened = await openCluster(cluster, { env, http: transport.open.http, retry, conceal: run.conceal });
      return await opened.namespaceLabels(namespace);
    } finally {
      transport.close();
    }
  };
}
