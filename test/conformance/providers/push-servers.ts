import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import type { ParameterSeed } from '../../fakes/aws/parameter-record.ts';
import { remoteState } from '../../fakes/aws/remote-state.ts';
import type { SecretSeed } from '../../fakes/aws/secret-record.ts';
import { KubernetesFake, type SecretSeed as KubernetesSeed } from '../../fakes/kubernetes.ts';
import { type Route, WebhookFake } from '../../fakes/webhook.ts';
import type { ProviderCase } from './run-case.ts';
import { startVault } from './start-vault.ts';

/** The servers of a push, with what is in them. */
export interface PushServers {
  readonly marks: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  calls(): readonly string[];
  /** Everything that is in them, as `expected.remote` has it. */
  remote(): Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** Starts and seeds what a case asks for. */
export async function startPushServers(server: ProviderCase['server']): Promise<PushServers> {
  if (Object.hasOwn(server, 'vault')) return await withVault(server);
  if (Object.hasOwn(server, 'kubernetes'))
    return await withKubernetes(server['kubernetes'] as readonly KubernetesSeed[]);
  if (Object.hasOwn(server, 'http')) return await withHttp(server['http'] as readonly Route[]);
  return await withAws(server);
}

async function withAws(server: ProviderCase['server']): Promise<PushServers> {
  const fake = await AwsFake.start();
  // moto, which the cases were recorded against, does not page these.
  fake.secrets.batchPage = Number.POSITIVE_INFINITY;
  fake.secrets.seed((server['aws-sm'] ?? []) as readonly SecretSeed[]);
  fake.parameters.seed((server['aws-ssm'] ?? []) as readonly ParameterSeed[]);
  return {
    marks: {},
    env: { ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' },
    calls: () => fake.calls,
    remote: () => ({ ...remoteState(fake) }),
    close: () => fake.close(),
  };
}

async function withVault(server: ProviderCase['server']): Promise<PushServers> {
  const vault = await startVault(server);
  return {
    marks: vault.marks ?? {},
    env: {},
    calls: () => vault.calls(),
    remote: () => ({ vault: vault.remote() }),
    close: () => vault.close(),
  };
}

async function withKubernetes(seeds: readonly KubernetesSeed[]): Promise<PushServers> {
  const fake = await KubernetesFake.start();
  for (const seed of seeds) fake.seed(seed);
  return {
    marks: { KUBE_ADDR: fake.url, KUBE_TOKEN: fake.token ?? '' },
    env: {},
    calls: () => fake.calls,
    remote: () => ({ kubernetes: [...fake.secrets.values()].sort(byName).map(secretState) }),
    close: () => fake.close(),
  };
}

type Stored = typeof KubernetesFake.prototype.secrets extends Map<string, infer S> ? S : never;

function byName(a: Stored, b: Stored): number {
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

function secretState({ metadata, type, data }: Stored): object {
  const { name, namespace, labels = {}, annotations = {} } = metadata;
  return {
    ...{ name, namespace, type, dataBase64: data ?? {} },
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
  };
}

async function withHttp(routes: readonly Route[]): Promise<PushServers> {
  const fake = await WebhookFake.start(routes);
  return {
    marks: { HTTP_ADDR: fake.url },
    env: {},
    calls: () => fake.calls,
    remote: () => ({
      http: fake.requests.map(({ method, call, body }) => ({ body, method, path: call.slice(method.length + 1) })),
    }),
    close: () => fake.close(),
  };
}
