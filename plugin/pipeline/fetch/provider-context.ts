import type { Engine } from '../../engines/engine.ts';
import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import type { Origin } from '../../model/origin.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { ProviderContext, StoreInfo, TemplateInput } from '../../providers/provider.ts';
import { reachOf } from '../../trust/boundary.ts';
import type { Cluster } from '../../trust/cluster.ts';
import { credentialsFrom } from '../../trust/credentials.ts';
import { defaultNamespace } from '../../trust/default-namespace.ts';
import type { Environment } from '../../trust/environment.ts';
import type { Channel, Transport } from '../../trust/transport.ts';
import { executionOf } from '../execution.ts';
import { retrying } from './retry.ts';
import { type Sharing, sharedBy } from './sharing.ts';

/** What the contexts of one run share. */
export interface Surroundings {
  readonly run: Run;
  readonly transport: Transport;
  readonly env: Environment;
  readonly supporting: readonly Resource[];
  /** Opens the cluster on first use; absent where the configuration allows none. */
  readonly cluster?: () => Promise<Cluster>;
  /** The template language of the webhook provider. */
  readonly engine: Engine;
  /** Absent: nothing is shared. */
  readonly sharing?: Sharing;
}

/** Who the context is for. */
export interface ContextFor {
  readonly kind: string;
  readonly name: string;
  readonly origin: Origin;
  /** The ExternalSecret's namespace. */
  readonly usedFrom: string;
  readonly retrySettings?: StoreInfo['retrySettings'];
}

/** Makes what a provider or generator needs from above, within the reach of its document's origin. */
export function providerContext(who: ContextFor, surroundings: Surroundings): ProviderContext {
  const { run, transport, env, supporting, cluster, engine } = surroundings;
  const reach = reachOf(run, who.origin, who.usedFrom);
  const channel = reach.restricted ? transport.strict : transport.open;
  const { isBrought, ...credentials } = credentialsFrom({
    config: run.config,
    reach,
    supporting,
    cluster,
    env,
    defaultNamespace: defaultNamespace(run),
    conceal: run.conceal,
  });
  const context: ProviderContext = {
    ...credentials,
    boundBy: (credential) => (isBrought(credential) ? { ...context, ...within(transport.strict) } : context),
    ambient: reach.ambient,
    preferAmbient: reach.preferAmbient,
    ambientFallback: reach.ambientFallback,
    namedMustExist: reach.namedMustExist,
    ...connections(channel),
    retry: retrying({
      signal: run.signal,
      random: run.random(`retry ${who.kind} ${who.name}`),
      now: run.now,
      ...(who.retrySettings === undefined ? {} : { settings: who.retrySettings }),
    }),
    shared: sharedBy(surroundings.sharing ?? new Map(), { ...who, reach, retrySettings: who.retrySettings }),
    signal: run.signal,
    requestTimeoutMs: run.config.limits.requestTimeoutMs,
    now: run.now,
    async render(template, data) {
      const compiled = await engine.compile(bytesOf(template), who.name);
      // As the operator's webhooks have it: a name that is not there prints `<no value>`.
      const execution = executionOf(run, `${who.kind} ${who.usedFrom}/${who.name}`);
      return compiled.execute(dotOf(data), { ...execution, missingKey: 'default' });
    },
    conceal: run.conceal,
    warn: run.warn,
  };
  return context;
}

function connections(channel: Channel): Pick<ProviderContext, 'http' | 'agent'> {
  return { http: (url, request) => channel.http(url, request), agent: (url, tls) => channel.agent(url, tls) };
}

/** What a store of the application's would have. */
function within(channel: Channel): Partial<ProviderContext> {
  return { ...connections(channel), ambient: false, ambientFallback: false, preferAmbient: false };
}

/** The root dot of a provider's own templates; its keys are text. */
function dotOf(data: ReadonlyMap<string, TemplateInput>): ReadonlyMap<Bytes, Bytes | ReadonlyMap<Bytes, Bytes>> {
  const inner = (values: ReadonlyMap<string, Bytes>) =>
    new Map([...values].map(([key, value]) => [bytesOf(key), value]));
  return new Map([...data].map(([key, value]) => [bytesOf(key), typeof value === 'string' ? value : inner(value)]));
}
