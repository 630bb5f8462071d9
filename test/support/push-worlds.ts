import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { remoteState } from '../fakes/aws/remote-state.ts';
import { AzureFake } from '../fakes/azure/azure-fake.ts';
import { GcpFake } from '../fakes/gcp/gcp-fake.ts';
import { HttpFake } from '../fakes/http-fake.ts';
import { KubernetesFake } from '../fakes/kubernetes.ts';
import { json } from '../fakes/vault/fields.ts';
import { remoteOf } from '../fakes/vault/remote-of.ts';
import type { Fields } from '../fakes/vault/request.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';

/** Secrets by key, each with its members. */
export type Seeds = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A server that a push is tried on. */
export interface PushWorld {
  readonly url: string;
  /** `spec.provider` of a store that is reached at a URL. */
  provider(url: string): object;
  /** The Secret `creds`, which the store signs in with. */
  credentials(url: string): Readonly<Record<string, string>>;
  env(url: string): Readonly<Record<string, string>>;
  /** What stands in it now, by key, values as text: what must not be lost. */
  remote(): ReadonlyMap<string, unknown>;
  close(): Promise<void>;
}

/** A kind of store that can be written to. */
export interface PushBackend {
  readonly name: string;
  /** Whether a property is a part of what stands under a key; else all of it is overwritten. */
  readonly hasProperties: boolean;
  /** Whether it is reached over TLS, under `localhost`. */
  readonly isTls?: true;
  /** `maxRetries` that tries once. */
  readonly retries: number;
  /** Starts one that holds these secrets, each marked as ours where it knows marks. */
  start(seeds: Seeds): Promise<PushWorld>;
}

const managed = { 'managed-by': 'external-secrets' };
const from = (key: string) => ({ name: 'creds', key });
const texts = (seeds: Seeds) => Object.entries(seeds).map(([name, data]) => [name, JSON.stringify(data)] as const);

/** Every kind of store that can be written to. */
export const pushBackends: readonly PushBackend[] = [
  { name: 'Vault', hasProperties: true, retries: 0, start: startVault },
  {
    name: 'Secrets Manager',
    hasProperties: true,
    retries: 1,
    start: (seeds) =>
      startAws('SecretsManager', (fake) =>
        fake.secrets.seed(texts(seeds).map(([name, SecretString]) => ({ name, SecretString, tags: managed }))),
      ),
  },
  {
    name: 'Parameter Store',
    hasProperties: false,
    retries: 1,
    start: (seeds) =>
      startAws('ParameterStore', (fake) =>
        fake.parameters.seed(texts(seeds).map(([name, value]) => ({ name, type: 'String', value, tags: managed }))),
      ),
  },
  { name: 'Google Secret Manager', hasProperties: true, retries: 0, start: startGcp },
  { name: 'Azure Key Vault', hasProperties: false, isTls: true, retries: 0, start: startAzure },
  { name: 'another cluster', hasProperties: true, retries: 0, start: startKubernetes },
  { name: 'a webhook', hasProperties: false, retries: 0, start: startWebhook },
];

async function startVault(seeds: Seeds): Promise<PushWorld> {
  const fake = await VaultFake.start();
  fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, 'hvs.the-token-of-the-test');
  const engine = fake.kv2('secret');
  for (const [key, data] of Object.entries(seeds)) {
    engine.write(key, json(data) as Fields);
    const secret = engine.secrets.get(key);
    if (secret !== undefined) secret.custom = json({ ...managed, team: 'a' }) as Fields;
  }
  return {
    url: fake.url,
    provider: (server) => ({
      vault: { server, path: 'secret', version: 'v2', auth: { tokenSecretRef: from('token') } },
    }),
    credentials: () => ({ token: 'hvs.the-token-of-the-test' }),
    env: () => ({}),
    remote: () => new Map(remoteOf(fake).map(({ path, data, customMetadata }) => [path, { data, customMetadata }])),
    close: () => fake.close(),
  };
}

async function startAws(service: string, seed: (fake: AwsFake) => void): Promise<PushWorld> {
  const fake = await AwsFake.start();
  seed(fake);
  return {
    url: fake.url,
    provider: () => ({ aws: { service, region: 'us-east-1' } }),
    credentials: () => ({}),
    env: (url) => at(fake.environment, fake.url, url),
    remote() {
      const state = remoteState(fake);
      const all = [...state['aws-sm'], ...state['aws-ssm']] as readonly Readonly<Record<string, unknown>>[];
      return new Map(
        all.map((one) => {
          const { name, SecretString, SecretBinaryBase64, value, tags, deleted } = one;
          const text = value ?? SecretString ?? Buffer.from(String(SecretBinaryBase64 ?? ''), 'base64').toString();
          return [String(name), { text, tags, deleted }] as const;
        }),
      );
    },
    close: () => fake.close(),
  };
}

async function startGcp(seeds: Seeds): Promise<PushWorld> {
  const fake = await GcpFake.start();
  fake.secrets.seed(
    texts(seeds).map(([name, data]) => ({ project: 'proj', name, labels: managed, versions: [{ data }] })),
  );
  return {
    url: fake.url,
    provider: () => ({
      gcpsm: { projectID: 'proj', auth: { secretRef: { secretAccessKeySecretRef: from('key') } } },
    }),
    credentials: (url) => ({ key: fake.tokens.keyJson(url) }),
    env: (url) => at(fake.environment, fake.url, url),
    remote: () =>
      new Map(
        [...fake.secrets.secrets].map(([name, { labels, versions }]) => [
          name.split(' ').at(-1) ?? '',
          { labels, text: versions.findLast(({ state }) => state === 'ENABLED')?.data.toString() },
        ]),
      ),
    close: () => fake.close(),
  };
}

async function startAzure(seeds: Seeds): Promise<PushWorld> {
  const fake = await AzureFake.start();
  fake.vault.seed({ secrets: texts(seeds).map(([name, value]) => ({ name, value, tags: managed })) });
  return {
    url: fake.url,
    provider: (vaultUrl) => ({
      azurekv: { tenantId: 'tid', vaultUrl, authSecretRef: { clientId: from('id'), clientSecret: from('secret') } },
    }),
    credentials: () => ({ id: 'client', secret: 'the-client-secret-of-the-test' }),
    env: (url) => at(fake.environment, fake.url, url),
    remote: () =>
      new Map(
        [...fake.vault.objects.values()].map(({ name, deleted, versions }) => {
          const { content, tags } = versions.at(-1) ?? {};
          return [name, { text: content?.['value'], tags, deleted }];
        }),
      ),
    close: () => fake.close(),
  };
}

async function startKubernetes(seeds: Seeds): Promise<PushWorld> {
  const fake = await KubernetesFake.start();
  for (const [name, data] of Object.entries(seeds)) fake.seed({ namespace: 'remote', name, data });
  return {
    url: fake.url,
    provider: (url) => ({
      kubernetes: { remoteNamespace: 'remote', server: { url }, auth: { token: { bearerToken: from('token') } } },
    }),
    credentials: () => ({ token: fake.token ?? '' }),
    env: () => ({}),
    remote: () =>
      new Map(
        [...fake.secrets.values()].map(({ metadata: { name, labels, annotations }, type, data = {} }) => {
          const decoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]);
          return [name, { type, labels, annotations, data: Object.fromEntries(decoded) }];
        }),
      ),
    close: () => fake.close(),
  };
}

/** A service that keeps what it is sent, by path. */
async function startWebhook(seeds: Seeds): Promise<PushWorld> {
  const kept = new Map<string, unknown>(texts(seeds));
  const fake = await HttpFake.start(({ method, path, body }) => {
    const key = path.slice(1);
    if (method === 'DELETE') return kept.delete(key) ? { status: 204 } : { status: 404 };
    if (method === 'POST') kept.set(key, body);
    return { status: 200 };
  });
  return {
    url: fake.url,
    provider: (url) => ({ webhook: { url: `${url}/{{ .remoteRef.remoteKey }}`, result: {} } }),
    credentials: () => ({}),
    env: () => ({}),
    remote: () => new Map(kept),
    close: () => fake.close(),
  };
}

/** Variables that name a server, with another URL. */
function at(env: Readonly<Record<string, string>>, own: string, url: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value === own ? url : value]));
}
