import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Provider } from '../../plugin/providers/provider.ts';
import { providers } from '../../plugin/providers/registry.ts';
import { certificate } from '../support/certificate.ts';
import { type Death, DyingProxy } from '../support/dying-proxy.ts';
import { type PushBackend, type PushWorld, pushBackends } from '../support/push-worlds.ts';
import { type EsrResult, runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

const values = { username: 'the-new-username', password: 'the-new-password', old: 'the-old-password' };

/** What earlier runs, and others, have put there. */
const before = {
  'app-db': { other: 'a-value-of-others', pw: values.old },
  'app-gone': { password: values.old },
  'app-not-ours': { password: 'a-value-of-others' },
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
      stores: [{ kind: 'SecretStore', name: 'store', keys: [{ key: 'app-gone' }] }],
    },
  ],
};

function manifests({ hasProperties, retries }: PushBackend, world: PushWorld, url: string): string {
  const entry = (secretKey: string, property: string) => ({
    match: { secretKey, remoteRef: { remoteKey: 'app-db', property } },
  });
  const documents = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds' }, stringData: world.credentials(url) },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'src' },
      stringData: { username: values.username, password: values.password },
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'store' },
      spec: { retrySettings: { maxRetries: retries, retryInterval: '1ms' }, provider: world.provider(url) },
    },
    {
      apiVersion: 'external-secrets.io/v1alpha1',
      kind: 'PushSecret',
      metadata: { name: 'push' },
      spec: {
        secretStoreRefs: [{ name: 'store' }],
        selector: { secret: { name: 'src' } },
        deletionPolicy: 'Delete',
        data: [
          { match: { remoteRef: { remoteKey: 'app-new' } } },
          entry('password', 'pw'),
          ...(hasProperties ? [entry('username', 'user')] : []),
        ],
      },
    },
  ];
  return documents.map((one) => JSON.stringify(one)).join('\n---\n');
}

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

async function push(backend: PushBackend, world: PushWorld, url: string): Promise<EsrResult> {
  const argv = ['push', '--apply', '--state', `${folder}/state.json`, '--config', `${folder}/config.yaml`, '-'];
  const env = world.env(url);
  const result = await withEnvironment(env, () => runEsr(argv, { stdin: manifests(backend, world, url), env }));
  const secrets = Object.entries(world.credentials(url)).flatMap(([name, value]) => (name === 'id' ? [] : [value]));
  for (const value of [...Object.values(values), 'a-value-of-others', ...secrets]) {
    expect(`${result.stdout}${result.stderr}`).not.toContain(value);
    expect(`${result.stdout}${result.stderr}`).not.toContain(Buffer.from(value).toString('base64'));
  }
  return result;
}

const recorded = async () => JSON.parse(await readFile(`${folder}/state.json`, 'utf8')) as typeof record;

test('every provider that can be written to is tried below', async () => {
  const registry: Readonly<Record<string, () => Promise<{ readonly provider: Provider }>>> = providers;
  const all = await Promise.all(
    Object.entries(registry).map(async ([name, load]) => [name, (await load()).provider.capabilities] as const),
  );
  const writable = all.flatMap(([name, capabilities]) => (capabilities === 'ReadOnly' ? [] : [name]));
  const tried = await Promise.all(
    pushBackends.map(async ({ start }) => Object.keys(closing(await start({})).provider('https://localhost'))[0]),
  );
  // The fake provider keeps nothing beyond a run.
  expect([...new Set([...tried, 'fake'])].sort()).toEqual(writable.sort());
});

describe.each(pushBackends)('$name', (backend) => {
  let total = 0;
  let wanted: ReadonlyMap<string, unknown>;
  let wantedRecord: unknown;
  const start = async () => closing(await backend.start(before));
  const proxyTo = async ({ url }: PushWorld, at: number, death: Death) =>
    closing(await DyingProxy.start(url, at, death, backend.isTls ? certificate() : undefined));

  test('a push that nothing stops writes, keeps what is not its own, and removes what is no longer pushed', async () => {
    const world = await start();
    const proxy = await proxyTo(world, Number.POSITIVE_INFINITY, 'before');
    const result = await push(backend, world, proxy.url);
    expect(result.stderr).toBe('');
    expect(result.status).toBe(0);
    total = proxy.count;
    wanted = world.remote();
    wantedRecord = await recorded();
    const left = [...wanted.keys()].filter((key) => key !== 'app-gone');
    expect(left.sort()).toEqual(['app-db', 'app-new', 'app-not-ours']);
    expect(JSON.stringify(wanted.get('app-gone'))).not.toBe(JSON.stringify((await start()).remote().get('app-gone')));
    expect(total).toBeGreaterThan(2);
  });

  test.each(['before', 'after'] satisfies readonly Death[])(
    'killed %s each request in turn: nothing is lost, and a second run finishes it',
    async (death) => {
      for (let at = 1; at <= total; at += 1) {
        await writeFile(path.join(folder, 'state.json'), JSON.stringify(record));
        const world = await start();
        const first = world.remote();
        const proxy = await proxyTo(world, at, death);
        const stopped = await push(backend, world, proxy.url);
        // The last request may be a sign-out, which nobody waits for.
        if (stopped.status === 0) expect(at).toBe(total);
        else expect({ at, ...stopped }).toMatchObject({ status: 3, stdout: '' });
        if (!isDeepStrictEqual(world.remote(), first)) expect(stopped.stderr).toContain('PUSH_INCOMPLETE');

        const now = world.remote();
        expect(now.get('app-not-ours')).toEqual(first.get('app-not-ours'));
        const database = JSON.stringify(now.get('app-db'));
        if (backend.hasProperties) expect(database).toContain('a-value-of-others');
        expect(database).toMatch(new RegExp(`${values.old}|${values.password}`));
        // What goes, goes when all the rest is there.
        if (!isDeepStrictEqual(now.get('app-gone'), first.get('app-gone'))) {
          expect([now.get('app-db'), now.get('app-new')]).toEqual([wanted.get('app-db'), wanted.get('app-new')]);
        }
        const finished = await push(backend, world, world.url);
        expect({ at, ...finished }).toMatchObject({ status: 0, stderr: '' });
        expect(world.remote()).toEqual(wanted);
        expect(await recorded()).toEqual(wantedRecord);
      }
    },
  );
});
