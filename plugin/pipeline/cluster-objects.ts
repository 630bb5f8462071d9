import type { Wanted } from '../model/inventory.ts';
import type { Resource } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import { processEnvironment } from '../trust/credentials.ts';
import type { Environment } from '../trust/environment.ts';
import { metadataOf } from '../trust/metadata-of.ts';
import { openCluster } from '../trust/open-cluster.ts';
import { openTransport } from '../trust/transport.ts';
import { retrying } from './fetch/retry.ts';

/** Asks for a ConfigMap or Secret; `undefined` where there is none. */
export type AskObject = (wanted: Wanted) => Promise<Resource | undefined>;

/**
 * Gives what asks the cluster for the ConfigMaps and Secrets that `templateFrom` names (design.md 4).
 *
 * @returns `undefined` where the configuration allows no cluster.
 */
export function clusterObjects(run: Run, env: Environment = processEnvironment()): AskObject | undefined {
  const { cluster, limits } = run.config;
  if (!cluster.enabled) return undefined;
  return async (wanted) => {
    const { kind, namespace, name } = wanted;
    const { signal } = run;
    const transport = await openTransport({ signal, requestTimeoutMs: limits.requestTimeoutMs, env });
    try {
      const retry = retrying({ signal, random: run.random('retry cluster'), now: run.now });
      const opened = await openCluster(cluster, { env, http: transport.open.http, retry, conceal: run.conceal });
      const raw = await opened.get(kind, name, namespace);
      if (raw === undefined) return undefined;
      const { labels, annotations } = metadataOf(raw);
      const metadata = { name, ...(namespace === undefined ? {} : { namespace }), labels, annotations };
      const object = { kind, name, ...(namespace === undefined ? {} : { namespace }) };
      return {
        apiVersion: 'v1',
        kind,
        metadata,
        spec: {},
        raw,
        origin: 'cluster',
        place: (field) => ({ file: '<cluster>', object, ...(field === undefined ? {} : { field }) }),
      };
    } finally {
      transport.close();
    }
  };
}
