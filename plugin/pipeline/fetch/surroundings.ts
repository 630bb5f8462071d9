import { setMaxListeners } from 'node:events';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import { processEnvironment } from '../../trust/credentials.ts';
import type { Environment } from '../../trust/environment.ts';
import { openCluster } from '../../trust/open-cluster.ts';
import { openTransport } from '../../trust/transport.ts';
import { lazyEngine } from '../lazy-engine.ts';
import type { Surroundings } from './provider-context.ts';
import { retrying } from './retry.ts';

/** What a test replaces. */
export interface SurroundingsOptions {
  /** The environment; the process's own by default. */
  readonly env?: Environment;
}

/** Opens what the contexts of one run share. Close its transport at the end. */
export async function openSurroundings(
  supporting: readonly Resource[],
  run: Run,
  { env = processEnvironment() }: SurroundingsOptions = {},
): Promise<Surroundings> {
  const { signal } = run;
  // Everything in flight listens for the end of the run.
  setMaxListeners(0, signal);
  const { limits, cluster } = run.config;
  const transport = await openTransport({ signal, requestTimeoutMs: limits.requestTimeoutMs, env });
  const retry = retrying({ signal, random: run.random('retry cluster'), now: run.now });
  let opened: ReturnType<typeof openCluster> | undefined;
  return {
    run,
    transport,
    env,
    supporting,
    ...(cluster.enabled
      ? {
          cluster: () => {
            opened ??= openCluster(cluster, { env, http: transport.open.http, retry, conceal: run.conceal });
            return opened;
          },
        }
      : {}),
    engine: lazyEngine('gotemplate'),
    sharing: new Map(),
  };
}
