import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { remoteState } from '../fakes/aws/remote-state.ts';
import { json } from '../fakes/vault/fields.ts';
import { remoteOf } from '../fakes/vault/remote-of.ts';
import type { Fields } from '../fakes/vault/request.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { type Death, DyingProxy } from '../support/dying-proxy.ts';
import { type EsrResult, runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

const token = 'hvs.the-token-of-the-test';
const values = { username: 'the-new-username', password: 'the-new-password', old: 'the-old-password' };
const managed = { 'managed-by': 'external-secrets' };

/** A server that a push is tried on. */
interface World {
  readonly url: string;
  readonly env: (url: string) => Readonly<Record<string, string>>;
  /** Data by key: what must not be lost. */
  remote(): ReadonlyMap<string, unknown>;
  close(): Promise<void>;
}

interface Backend {
  readonly name: string;
  readonly store: (url: string) => string;
  start(): Promise<World>;
}

const awsStore = (service: string) => () => `    aws: {service: ${service}, region: us-east-1}\n`;

const backends: readonly Backend[] = [
  {
    name: 'Vault',
    store: (url) =>
      `    vault: {server: '${url}', path: secret, version: v2, auth: {tokenSecretRef: {name: token, key: token}}}\n`,
    async start() {
      const fake = await VaultFake.start();
      fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, token);
      const engine = fake.kv2('secret');
      for (const [key, data] of Object.entries(before)) {
        engine.write(key, json(data) as Fields);
        const secret = engine.secrets.get(key);
        if (secret !== undefined) secret.custom = json({ ...managed, team: 'a' }) as Fields;
      }
      return {
        url: fake.url,
        env: () => ({}),
        remote: () =>
          new Map(remoteOf(fake).map(({ path: key, data, customMetadata }) => [key, { data, customMetadata }])),
        close: () => fake.close(),
      };
    },
  },
  {
    name: 'Secrets Manager',
    store: awsStore('SecretsManager'),
    start: () =>
      startAws((fake) =>
        fake.secrets.seed(
          Object.entries(before).map(([name, data]) => ({ name, SecretString: JSON.stringify(data), tags: managed })),
        ),
      ),
  },
  {
    name: 'Parameter Store',
    store: awsStore('ParameterStore'),
    start: () =>
      startAws((fake) =>
        fake.parameters.seed(
          Object.entries(before).map(([name, data]) => ({
            name,
            type: 'String',
            value: JSON.stringify(data),
            tags: managed,
          })),
        ),
      ),
  },
];

async function startAws(seed: (fake: AwsFake) => void): Promise<World> {
  const fake = await AwsFake.start();
  seed(fake);
  return {
    url: fake.url,
    env: (url) => {
      const own = fake.environment;
      return Object.fromEntries(Object.entries(own).map(([key, value]) => [key, value === fake.url ? url : value]));
    },
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

/** What earlier runs, and others, have put there. */
const before = {
  'app/db': { other: 'a-value-of-others', pw: values.old },
  'app/gone': { password: values.old },
  'app/not-ours': { password: 'a-value-of-others' },
};

const record = {
  apiVersion: 'external-secrets-render.dev/v1alpha1',
  kind: 'PushRecord',
  path: '-',
  pushed: [
    {
      namespace: 'default',
      name: 'push',
      deletionPolicy: 'Delete',
      stores: [{ kind: 'SecretStore', name: 'store', keys: [{ key: 'app/gone' }] }],
    },
  ],
};

const manifests = (backend: Backend, url: string) => `
apiVersion: v1
kind: Secret
metadata: {name: token}
stringData: {token: '${token}'}
---
apiVersion: v1
kind: Secret
metadata: {name: src}
stringData: {username: ${values.username}, password: ${values.password}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: store}
spec:
  retrySettings: {maxRetries: ${backend.name === 'Vault' ? 0 : 1}, retryInterval: 1ms}
  provider:
${backend.store(url)}---
apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: {name: push}
spec:
  secretStoreRefs: [{name: store}]
  selector: {secret: {name: src}}
  deletionPolicy: Delete
  data:
  - match: {remoteRef: {remoteKey: app/new}}
  - match: {secretKey: password, remoteRef: {remoteKey: app/db, property: pw}}
  ${backend.name === 'Parameter Store' ? '#' : ''}- match: {secretKey: username, remoteRef: {remoteKey: app/db, property: user}}
`;

const config = `
apiVersion: external-secrets-render.dev/v1alpha1
kind: RenderConfig
policy: {inputStores: allow}
`;

let folder: string;
const opened: { close(): Promise<void> }[] = [];
const closing = <T extends { close(): Promise<void> }>(server: T): T => {
  opened.push(server);
  return server;
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'push-'));
  await writeFile(path.join(folder, 'state.json'), JSON.stringify(record));
  await writeFile(path.join(folder, 'config.yaml'), config);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function push(backend: Backend, world: World, url: string): Promise<EsrResult> {
  const argv = ['push', '--apply', '--state', `${folder}/state.json`, '--config', `${folder}/config.yaml`, '-'];
  const env = world.env(url);
  const result = await withEnvironment(env, () => runEsr(argv, { stdin: manifests(backend, url), env }));
  for (const value of [...Object.values(values), 'a-value-of-others', token]) {
    expect(`${result.stdout}${result.stderr}`).not.toContain(value);
    expect(`${result.stdout}${result.stderr}`).not.toContain(Buffer.from(value).toString('base64'));
  }
  return result;
}

const recorded = async () => JSON.parse(await readFile(`${folder}/state.json`, 'utf8')) as typeof record;

describe.each(backends)('$name', (backend) => {
  let total = 0;
  let wanted: ReadonlyMap<string, unknown>;
  let wantedRecord: unknown;

  test('a push that nothing stops writes, keeps what is not its own, and removes what is no longer pushed', async () => {
    const world = closing(await backend.start());
    const proxy = closing(await DyingProxy.start(world.url, Number.POSITIVE_INFINITY, 'before'));
    const result = await push(backend, world, proxy.url);
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    total = proxy.count;
    wanted = world.remote();
    wantedRecord = await recorded();
    expect([...wanted.keys()].filter((key) => key !== 'app/gone')).toEqual(['app/db', 'app/new', 'app/not-ours']);
    expect(total).toBeGreaterThan(4);
  });

  test.each(['before', 'after'] satisfies readonly Death[])(
    'killed %s each request in turn: nothing is lost, and a second run finishes it',
    async (death) => {
      for (let at = 1; at <= total; at += 1) {
        await writeFile(path.join(folder, 'state.json'), JSON.stringify(record));
        const world = closing(await backend.start());
        const start = world.remote();
        const proxy = closing(await DyingProxy.start(world.url, at, death));
        const stopped = await push(backend, world, proxy.url);
        // The last request may be a sign-out, which nobody waits for.
        if (stopped.status === 0) expect(at).toBe(total);
        else expect({ at, ...stopped }).toMatchObject({ status: 3, stdout: '' });
        if (!isDeepStrictEqual(world.remote(), start)) expect(stopped.stderr).toContain('PUSH_INCOMPLETE');

        const now = world.remote();
        expect(now.get('app/not-ours')).toEqual(start.get('app/not-ours'));
        const database = JSON.stringify(now.get('app/db'));
        // A parameter has no properties: it is overwritten as a whole.
        if (backend.name !== 'Parameter Store') expect(database).toContain('a-value-of-others');
        expect(database).toMatch(new RegExp(`${values.old}|${values.password}`));
        // What goes, goes when all the rest is there.
        if (!isDeepStrictEqual(now.get('app/gone'), start.get('app/gone'))) {
          expect([now.get('app/db'), now.get('app/new')]).toEqual([wanted.get('app/db'), wanted.get('app/new')]);
        }
        const finished = await push(backend, world, world.url);
        expect({ at, ...finished }).toMatchObject({ status: 0, stderr: '' });
        expect(world.remote()).toEqual(wanted);
        expect(await recorded()).toEqual(wantedRecord);
      }
    },
    60_000,
  );
});
