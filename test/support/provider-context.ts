import { setMaxListeners } from 'node:events';
import type { JsonObject } from '../../plugin/model/document.ts';
import type { Origin } from '../../plugin/model/origin.ts';
import type { Resource } from '../../plugin/model/resource.ts';
import { providerContext } from '../../plugin/pipeline/fetch/provider-context.ts';
import { lazyEngine } from '../../plugin/pipeline/lazy-engine.ts';
import type { ProviderContext, StoreInfo } from '../../plugin/providers/provider.ts';
import { openTransport } from '../../plugin/trust/transport.ts';
import { type TestRun, testRun } from './run.ts';

/** What a provider's test gives the context. */
export interface TestContextOptions {
  readonly run?: TestRun;
  /** Origin of the store; `platform` by default. */
  readonly origin?: Origin;
  /** The ExternalSecret's namespace; `default` by default. */
  readonly usedFrom?: string;
  /** Secrets that the store may refer to: `NAMESPACE/NAME` to data. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>>;
  /** Further objects: ConfigMaps, ServiceAccounts. */
  readonly objects?: readonly Resource[];
  readonly env?: Readonly<Record<string, string>>;
  readonly retrySettings?: StoreInfo['retrySettings'];
}

/** A provider's context over the real transport, retry rules and credential look-up. Close it at the end of the test. */
export async function testContext(
  options: TestContextOptions = {},
): Promise<{ readonly context: ProviderContext; readonly run: TestRun; close(): void }> {
  const { run = testRun(), env = {}, objects = [], secrets = {} } = options;
  setMaxListeners(0, run.signal); // one for each request, as in a real run
  const transport = await openTransport({
    signal: run.signal,
    requestTimeoutMs: run.config.limits.requestTimeoutMs,
    env,
  });
  const context = providerContext(
    {
      kind: 'SecretStore',
      name: 'test',
      origin: options.origin ?? 'platform',
      usedFrom: options.usedFrom ?? 'default',
      retrySettings: options.retrySettings,
    },
    {
      run,
      transport,
      env,
      supporting: [...Object.entries(secrets).map(([name, data]) => secretObject(name, data)), ...objects],
      engine: lazyEngine('gotemplate'),
    },
  );
  return { context, run, close: () => transport.close() };
}

/** A Kubernetes object of the platform, for look-ups. */
export function testObject(
  kind: string,
  name: string,
  raw: JsonObject = {},
  metadata: Partial<Resource['metadata']> = {},
  origin: Origin = 'platform',
): Resource {
  const [namespace, own] = name.includes('/') ? (name.split('/') as [string, string]) : [undefined, name];
  return {
    apiVersion: 'v1',
    kind,
    metadata: {
      name: own,
      labels: {},
      annotations: {},
      ...(namespace === undefined ? {} : { namespace }),
      ...metadata,
    },
    spec: {},
    raw,
    origin,
    place: (field) => ({ file: 'test.yaml', object: { kind, name: own }, ...(field === undefined ? {} : { field }) }),
  };
}

function secretObject(name: string, data: Readonly<Record<string, string | Buffer>>): Resource {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value as Buffer).toString('base64')]);
  return testObject('Secret', name, { data: Object.fromEntries(encoded) as JsonObject });
}
