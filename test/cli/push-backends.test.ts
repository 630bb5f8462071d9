import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { AzureFake } from '../fakes/azure/azure-fake.ts';
import { GcpFake } from '../fakes/gcp/gcp-fake.ts';
import { KubernetesFake } from '../fakes/kubernetes.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { readStream } from '../support/read-stream.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

/** A store to push to. */
interface Backend {
  /** `spec.provider` of the store. */
  readonly provider: object;
  /** What its credentials are read from: the Secret `creds`. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const from = (key: string) => ({ name: 'creds', key });

async function aws(service: string): Promise<Backend> {
  const fake = await AwsFake.start();
  const provider = { aws: { service, region: 'us-east-1', secretsManager: { forceDeleteWithoutRecovery: true } } };
  const env = { ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' };
  return { provider, credentials: {}, env, close: () => fake.close() };
}

const backends: readonly { readonly name: string; readonly property?: string; start(): Promise<Backend> }[] = [
  { name: 'Secrets Manager', start: () => aws('SecretsManager') },
  { name: 'Secrets Manager, a property', property: 'pw', start: () => aws('SecretsManager') },
  { name: 'Parameter Store', start: () => aws('ParameterStore') },
  {
    name: 'Vault',
    property: 'pw',
    async start() {
      const fake = await VaultFake.start();
      fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, 'hvs.root');
      fake.kv2('secret');
      const provider = { vault: { server: fake.url, path: 'secret', auth: { tokenSecretRef: from('token') } } };
      return { provider, credentials: { token: 'hvs.root' }, env: {}, close: () => fake.close() };
    },
  },
  ...[undefined, 'pw'].map((property) => ({
    name: property === undefined ? 'Google Secret Manager' : 'Google Secret Manager, a property',
    ...(property === undefined ? {} : { property }),
    async start() {
      const fake = await GcpFake.start();
      const auth = { secretRef: { secretAccessKeySecretRef: from('key') } };
      const credentials = { key: fake.tokens.keyJson(fake.url) };
      const env = { ...fake.environment };
      return { provider: { gcpsm: { projectID: 'proj', auth } }, credentials, env, close: () => fake.close() };
    },
  })),
  {
    name: 'Azure Key Vault',
    async start() {
      const fake = await AzureFake.start();
      const authSecretRef = { clientId: from('id'), clientSecret: from('secret') };
      const provider = { azurekv: { tenantId: 'tid', vaultUrl: fake.url, authSecretRef } };
      const env = { ...fake.environment };
      return { provider, credentials: { id: 'client', secret: 'pw' }, env, close: () => fake.close() };
    },
  },
  {
    name: 'another cluster',
    property: 'pw',
    async start() {
      const fake = await KubernetesFake.start();
      fake.seed({ namespace: 'remote' });
      const auth = { token: { bearerToken: from('token') } };
      const provider = { kubernetes: { remoteNamespace: 'remote', server: { url: fake.url }, auth } };
      return { provider, credentials: { token: fake.token ?? '' }, env: {}, close: () => fake.close() };
    },
  },
];

const config = {
  apiVersion: 'external-secrets-render.dev/v1alpha1',
  kind: 'RenderConfig',
  namespace: 'shop',
  policy: { inputStores: 'allow' },
};

test.each(backends)('$name: written, found the same, changed, removed', async ({ property, start }) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'push-'));
  const backend = await start();
  try {
    await writeFile(`${folder}/config.yaml`, JSON.stringify(config));
    const { provider, credentials, env } = backend;
    const remoteRef = { ...(property === undefined ? {} : { property }) };
    const store = [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds' }, stringData: credentials },
      { apiVersion: 'external-secrets.io/v1', kind: 'SecretStore', metadata: { name: 'store' }, spec: { provider } },
    ];
    const pushing = (value: string) => [
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'src' }, stringData: { k: value } },
      {
        apiVersion: 'external-secrets.io/v1alpha1',
        kind: 'PushSecret',
        metadata: { name: 'push' },
        spec: {
          secretStoreRefs: [{ name: 'store' }],
          selector: { secret: { name: 'src' } },
          deletionPolicy: 'Delete',
          data: [{ match: { secretKey: 'k', remoteRef: { remoteKey: 'team-db', ...remoteRef } } }],
        },
      },
    ];
    const reading = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'read' },
      spec: {
        secretStoreRef: { name: 'store' },
        data: [{ secretKey: 'k', remoteRef: { key: 'team-db', ...remoteRef } }],
      },
    };
    const run = (argv: readonly string[], documents: readonly object[]) =>
      withEnvironment(env, () =>
        runEsr([...argv, '--config', `${folder}/config.yaml`, '-'], {
          stdin: documents.map((one) => JSON.stringify(one)).join('\n---\n'),
          env,
        }),
      );
    const push = async (documents: readonly object[], ...flags: readonly string[]) => {
      const result = await run(['push', '--state', `${folder}/state.json`, ...flags], [...store, ...documents]);
      expect(result).toMatchObject({ status: 0 });
      expect(result.stdout).not.toContain('-marked-value');
      return result.stdout;
    };
    const read = async () => {
      const { stdout } = await run(['generate'], [...store, reading]);
      const made = readStream(stdout).find(({ metadata }) => Object(metadata).name === 'read');
      const { k } = Object(made?.['data']) as Readonly<Record<string, string>>;
      return k === undefined ? undefined : Buffer.from(k, 'base64').toString();
    };

    expect(await push(pushing('first-marked-value'))).toContain('1 to create');
    expect(await read()).toBeUndefined();
    expect(await push(pushing('first-marked-value'), '--apply')).toContain('1 created');
    expect(await read()).toBe('first-marked-value');
    expect(await push(pushing('first-marked-value'), '--apply')).toContain('0 created, 0 changed, 0 removed, 1 left');
    expect(await push(pushing('second-marked-value'))).toMatch(/#[0-9a-f]{6} -> #[0-9a-f]{6}/);
    expect(await read()).toBe('first-marked-value');
    expect(await push(pushing('second-marked-value'), '--apply')).toContain('1 changed');
    expect(await read()).toBe('second-marked-value');
    expect(await push([])).toContain('1 to remove');
    expect(await read()).toBe('second-marked-value');
    expect(await push([], '--apply')).toContain('1 removed');
    expect(await read()).toBeUndefined();
    expect(await push([], '--apply')).toBe('nothing to push\n');
  } finally {
    await backend.close();
    await rm(folder, { recursive: true });
  }
});
