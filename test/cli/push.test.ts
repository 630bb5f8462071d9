import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpFake } from '../fakes/http-fake.ts';
import { KubernetesFake } from '../fakes/kubernetes.ts';
import { json } from '../fakes/vault/fields.ts';
import { remoteOf } from '../fakes/vault/remote-of.ts';
import type { Fields } from '../fakes/vault/request.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { type EsrResult, runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

const token = 'hvs.the-token-of-the-test';
const marked = ['the-marked-password', 'the-marked-username', 'the-remote-value', token];

let fake: VaultFake;
let folder: string;

beforeEach(async () => {
  fake = await VaultFake.start();
  fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, token);
  fake.kv2('secret');
  folder = await mkdtemp(path.join(tmpdir(), 'push-'));
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true });
});

/** What stands in Vault before; one that others own has no mark. */
function seed(secrets: Readonly<Record<string, object>>, owned = true): void {
  const engine = fake.kv2('secret');
  for (const [key, data] of Object.entries(secrets)) {
    engine.write(key, json(data) as Fields);
    const secret = engine.secrets.get(key);
    if (secret !== undefined && owned) secret.custom = json({ 'managed-by': 'external-secrets' }) as Fields;
  }
}

const remote = () => Object.fromEntries(remoteOf(fake).map(({ path: key, data }) => [key, data]));
const writes = () => fake.calls.filter((call) => /^(PUT|POST|DELETE) \/v1\/secret/.test(call));

interface Given {
  readonly args?: readonly string[];
  readonly config?: object;
  readonly state?: object | string;
  readonly env?: Record<string, string>;
}

async function push(documents: string, { args = [], config = {}, state, env = {} }: Given = {}): Promise<EsrResult> {
  const base = {
    apiVersion: 'external-secrets-render.dev/v1alpha1',
    kind: 'RenderConfig',
    namespace: 'shop',
    policy: { inputStores: 'allow' },
  };
  await writeFile(`${folder}/config.yaml`, JSON.stringify({ ...base, ...config }));
  if (state !== undefined) await writeFile(stateFile(), typeof state === 'string' ? state : JSON.stringify(state));
  const argv = ['push', '--config', `${folder}/config.yaml`, ...args, '-'];
  const result = await withEnvironment(env, () => runEsr(argv, { stdin: documents, env }));
  for (const value of marked) {
    for (const form of [value, Buffer.from(value).toString('base64')]) {
      expect(`${result.stdout}${result.stderr}`).not.toContain(form);
    }
  }
  return result;
}

const stateFile = () => `${folder}/state.json`;
const recorded = async () => JSON.parse(await readFile(stateFile(), 'utf8')) as { readonly pushed: readonly unknown[] };
const withState = () => ['--apply', '--state', stateFile()];

/** One row of the table on stdout, blanks squeezed. */
const rows = ({ stdout }: EsrResult) =>
  stdout
    .split('\n\n')[0]
    ?.split('\n')
    .slice(1)
    .map((row) => row.replace(/ {2,}/g, ' | ').replace(/#[0-9a-f]{6}/g, '#')) ?? [];

/** An API server, and the configuration that lets it be asked. */
async function startCluster() {
  const cluster = await KubernetesFake.start();
  const kubeconfig = {
    clusters: [{ name: 'c', cluster: { server: cluster.url } }],
    users: [{ name: 'u', user: { token: cluster.token } }],
    contexts: [{ name: 'm', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'm',
  };
  await writeFile(`${folder}/kubeconfig`, JSON.stringify(kubeconfig));
  return { cluster, config: { cluster: { enabled: true, kubeconfig: `${folder}/kubeconfig` } } };
}

const credentials = `
apiVersion: v1
kind: Secret
metadata: {name: token}
stringData: {token: '${token}'}
`;
const source = (
  name = 'src',
  labels = '{}',
  data = 'username: the-marked-username, password: the-marked-password',
) => `---
apiVersion: v1
kind: Secret
metadata: {name: ${name}, labels: ${labels}}
stringData: {${data}}
`;
const store = (name = 'vault', more = '', kind = 'SecretStore') => `---
apiVersion: external-secrets.io/v1
kind: ${kind}
metadata: {name: ${name}, labels: {to: '${name}'}}
spec:
  ${more}
  provider:
    vault: {server: '${fake.url}', path: secret, auth: {tokenSecretRef: {name: token, key: token${
      kind === 'SecretStore' ? '' : ', namespace: shop'
    }}}}
`;
const pushSecret = (spec: string, name = 'push') => `---
apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: {name: ${name}}
spec:
  secretStoreRefs: [{name: vault}]
  selector: {secret: {name: src}}
${spec.replace(/^/gm, '  ')}
`;
const entry = (secretKey: string, remoteKey: string, property?: string) =>
  `- match: {secretKey: '${secretKey}', remoteRef: {remoteKey: ${remoteKey}${property === undefined ? '' : `, property: ${property}`}}}`;
const data = (...entries: readonly string[]) => `data:\n${entries.join('\n')}`;
const all = (spec: string) => credentials + source() + store() + pushSecret(spec);

describe('a dry run', () => {
  const spec = () =>
    data(
      entry('', 'app/new'),
      entry('password', 'app/db', 'pw'),
      entry('username', 'app/db', 'same'),
      entry('username', 'app/db', 'added'),
    );
  beforeEach(() => seed({ 'app/db': { pw: 'the-remote-value', same: 'the-marked-username' } }));

  test('shows what would be created, changed and left, and writes nothing', async () => {
    const result = await push(all(spec()));
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(rows(result)).toEqual([
      'create | SecretStore shop/vault | app/new | Secret shop/src | 2 keys, 38 bytes #',
      'change | SecretStore shop/vault | app/db | pw | Secret shop/src | 19 bytes # -> #',
      'leave as it is | SecretStore shop/vault | app/db | same | Secret shop/src | 19 bytes #',
      'change | SecretStore shop/vault | app/db | added | Secret shop/src | 19 bytes #',
    ]);
    expect(result.stdout).toMatch(/1 to create, 2 to change, 0 to remove, 1 to leave as they are; nothing was written/);
    expect(writes()).toEqual([]);
    expect(existsSync(stateFile())).toBe(false);
  });

  test('writes no record either, and shows what would be removed', async () => {
    const state = record([{ key: 'app/old' }]);
    seed({ 'app/old': { a: 'b' } });
    const result = await push(all(`deletionPolicy: Delete\n${spec()}`), { args: ['--state', stateFile()], state });
    expect(rows(result).at(-1)).toBe('remove | SecretStore shop/vault | app/old | PushSecret shop/push');
    expect(await recorded()).toEqual(state);
    expect(writes()).toEqual([]);
  });

  test('gives fingerprints that compare under one key, and do not under another', async () => {
    const shown = async (key: string) => {
      await writeFile(`${folder}/key`, key);
      const { stdout } = await push(all(spec()), { args: ['--fingerprint-key-file', `${folder}/key`] });
      return stdout;
    };
    const [first, again, other] = [await shown('one'), await shown('one'), await shown('two')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('is there for programs too', async () => {
    const { stdout } = await push(all(spec()), { args: ['--output', 'json'] });
    const shown = JSON.parse(stdout) as { readonly applied: boolean; readonly entries: readonly object[] };
    expect(shown.applied).toBe(false);
    expect(shown.entries[1]).toEqual({
      action: 'update',
      store: 'SecretStore shop/vault',
      key: 'app/db',
      property: 'pw',
      pushSecret: 'shop/push',
      secret: 'shop/src',
      value: { bytes: 19, fingerprint: expect.stringMatching(/^[0-9a-f]{6}$/) as unknown },
      before: expect.stringMatching(/^[0-9a-f]{6}$/) as unknown,
    });
  });

  test('reads each secret once', async () => {
    await push(all(spec()));
    expect(fake.calls.filter((call) => call.includes('/secret/data/app/db'))).toHaveLength(1);
  });
});

describe('--apply', () => {
  test('writes, and a second run finds nothing to change', async () => {
    const documents = all(data(entry('', 'app/new'), entry('password', 'app/db', 'pw')));
    const first = await push(documents, { args: ['--apply'] });
    expect(first.stdout).toContain('2 created, 0 changed, 0 removed, 0 left as they were');
    expect(remote()).toEqual({
      'app/db': { pw: 'the-marked-password' },
      'app/new': { password: 'the-marked-password', username: 'the-marked-username' },
    });
    const before = writes().length;
    const second = await push(documents, { args: ['--apply'] });
    expect(second.stdout).toContain('0 created, 0 changed, 0 removed, 2 left as they were');
    expect(writes()).toHaveLength(before);
  });

  test('pushes what the run renders, and renders nothing else', async () => {
    const external = (name: string, storeName: string) => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}}
spec:
  secretStoreRef: {name: ${storeName}}
  target: {name: ${name === 'made' ? 'src' : name}}
  data: [{secretKey: password, remoteRef: {key: app/from, property: p}}]
`;
    seed({ 'app/from': { p: 'the-remote-value' } });
    const documents = `${credentials}${store()}${external('made', 'vault')}${external('broken', 'nowhere')}${pushSecret(
      data(entry('password', 'app/to', 'p')),
    )}`;
    expect(await push(documents, { args: ['--apply'] })).toMatchObject({ status: 0, stderr: '' });
    expect(remote()['app/to']).toEqual({ p: 'the-remote-value' });
  });

  test('adds what an ExternalSecret merges into a Secret of the input', async () => {
    seed({ 'app/from': { p: 'the-remote-value' } });
    const merge = `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: src}
spec:
  secretStoreRef: {name: vault}
  target: {creationPolicy: Merge}
  data: [{secretKey: extra, remoteRef: {key: app/from, property: p}}]
`;
    const documents = credentials + source() + store() + merge + pushSecret(data(entry('', 'app/to')));
    expect(await push(documents, { args: ['--apply'] })).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(remote()['app/to'] as object)).toEqual(['extra', 'password', 'username']);
  });

  test('takes a Secret from the cluster where the configuration allows it', async () => {
    const { cluster, config } = await startCluster();
    cluster.seed({ namespace: 'shop', name: 'src', data: { password: 'the-marked-password' } });
    try {
      const documents =
        credentials + store() + pushSecret(`deletionPolicy: Delete\n${data(entry('password', 'app/db', 'pw'))}`);
      expect(await push(documents, { args: withState(), config })).toMatchObject({ status: 0, stderr: '' });
      expect(remote()).toEqual({ 'app/db': { pw: 'the-marked-password' } });
      // Without the cluster nobody can say that it is gone.
      const without = await push(documents, { args: withState() });
      expect(without).toMatchObject({ status: 1, stdout: '' });
      expect(without.stderr).toContain('PUSH_SOURCE_MISSING');
      expect(remote()).toEqual({ 'app/db': { pw: 'the-marked-password' } });
    } finally {
      await cluster.close();
    }
  });

  test('runs a template with what it reads from the input', async () => {
    const documents = `${all(`template:
  data: {url: 'pg://{{ .username }}'}
  templateFrom: [{configMap: {name: tpl, items: [{key: other}]}}]
${data(entry('url', 'app/db', 'url'), entry('other', 'app/db', 'other'), entry('password', 'app/db', 'pw'))}`)}---
apiVersion: v1
kind: ConfigMap
metadata: {name: tpl}
data: {other: '{{ .password | len }}'}
`;
    expect(await push(documents, { args: ['--apply'] })).toMatchObject({ status: 0, stderr: '' });
    expect(remote()).toEqual({
      'app/db': { other: '19', pw: 'the-marked-password', url: 'pg://the-marked-username' },
    });
  });
});

/** A record of one PushSecret. */
function record(keys: readonly object[], more: object = {}, top: object = {}) {
  const stores = [{ kind: 'SecretStore', name: 'vault', keys }];
  const pushed = [{ namespace: 'shop', name: 'push', deletionPolicy: 'Delete', stores, ...more }];
  return { apiVersion: 'external-secrets-render.dev/v1alpha1', kind: 'PushRecord', path: '-', pushed, ...top };
}

describe('labels that choose Secrets of the cluster', () => {
  let cluster: KubernetesFake;
  let config: object;
  const labelled = (name: string, labels: Record<string, string>, namespace = 'shop') =>
    cluster.seed({ namespace, name, labels, data: { [`from-${name}`]: `{"v": "${name}"}` } });
  beforeEach(async () => {
    ({ cluster, config } = await startCluster());
    labelled('a', { app: 'x' });
    labelled('b', { app: 'x', tier: 'db' });
    labelled('c', { app: 'y', tier: 'web' });
    labelled('d', {});
    labelled('e', { app: 'x' }, 'other');
  });
  afterEach(() => cluster.close());

  const dataTo = "dataTo: [{storeRef: {name: vault}, match: {regexp: '^from-'}}]";
  const by = (selector: string, more = '') =>
    credentials +
    store() +
    pushSecret(`${more}${dataTo}`).replace('{secret: {name: src}}', `{secret: {selector: ${selector}}}`);
  const pushed = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`from-${name}`, { v: name }]));
  const lists = () => cluster.calls.filter((call) => call.includes('/secrets?'));

  test.each([
    { selector: '{matchLabels: {app: x}}', asks: 'app=x', names: ['a', 'b'] },
    { selector: '{matchLabels: {app: x, tier: db}}', asks: 'app=x,tier=db', names: ['b'] },
    {
      selector: '{matchExpressions: [{key: tier, operator: In, values: [db, web]}]}',
      asks: 'tier in (db,web)',
      names: ['b', 'c'],
    },
    {
      selector: '{matchExpressions: [{key: tier, operator: NotIn, values: [db]}]}',
      asks: 'tier notin (db)',
      names: ['a', 'c', 'd'],
    },
    { selector: '{matchExpressions: [{key: tier, operator: Exists}]}', asks: 'tier', names: ['b', 'c'] },
    { selector: '{matchExpressions: [{key: tier, operator: DoesNotExist}]}', asks: '!tier', names: ['a', 'd'] },
    {
      selector: '{matchLabels: {app: x}, matchExpressions: [{key: tier, operator: DoesNotExist}]}',
      asks: 'app=x,!tier',
      names: ['a'],
    },
    { selector: '{}', asks: null, names: ['a', 'b', 'c', 'd'] },
  ])('$selector', async ({ selector, asks, names }) => {
    expect(await push(by(selector), { args: ['--apply'], config })).toMatchObject({ status: 0 });
    expect(remote()).toEqual(pushed(...names));
    expect(lists()).toHaveLength(1);
    expect(cluster.requests[0]?.query.get('labelSelector')).toBe(asks);
  });

  test.each([
    { name: 'in pages', most: 1, expires: false, asks: ['1', '2', '3'] },
    { name: 'in one piece where the rest of the pages has expired', most: 2, expires: true, asks: ['1', '2', 'all'] },
  ])('are listed $name', async ({ most, expires, asks }) => {
    cluster.mostOnPage = most;
    cluster.expires = expires;
    const selector = '{matchExpressions: [{key: none, operator: DoesNotExist}]}';
    const names = expires ? ['a', 'b', 'c', 'd'] : ['a', 'b', 'c'];
    if (!expires) cluster.secrets.delete('shop/d');
    expect(await push(by(selector), { args: ['--apply'], config })).toMatchObject({ status: 0 });
    expect(remote()).toEqual(pushed(...names));
    expect(lists()).toHaveLength(asks.length);
  });

  test('what the input has goes before, with its labels', async () => {
    const documents = `${by('{matchLabels: {app: x}}')}${source('a', '{app: x}', `from-input: '{"v": "input"}'`)}${source('b', '{app: z}', `from-b2: '{}'`)}`;
    expect(await push(documents, { args: ['--apply'], config })).toMatchObject({ status: 0, stderr: '' });
    expect(remote()).toEqual({ 'from-input': { v: 'input' } });
  });

  test('nothing that fits is no error', async () => {
    const result = await push(by('{matchLabels: {app: none}}'), { args: ['--apply'], config });
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('PUSH_NO_SECRET') as unknown });
    expect(writes()).toEqual([]);
  });

  test.each([
    { name: 'the cluster is not to be asked', given: () => ({}), stderr: 'PUSH_NO_SECRET', status: 0 },
    {
      name: 'nobody may list',
      given: () => {
        cluster.deniedLists.add('shop');
        return config;
      },
      stderr: 'needs "list" on secrets',
      status: 3,
    },
    {
      name: 'the answer is no list',
      given: () => {
        cluster.fail({ kind: 'garbage' });
        return config;
      },
      stderr: 'error ',
      status: 3,
    },
  ])('nothing is pushed where $name', async ({ given, stderr, status }) => {
    const result = await push(by('{matchLabels: {app: x}}'), { args: ['--apply'], config: given() });
    expect(result).toMatchObject({ status, stderr: expect.stringContaining(stderr) as unknown });
    expect(result.stderr).toContain('spec.selector.secret.selector');
    expect(result.stderr).not.toContain('marked-body');
    expect(writes()).toEqual([]);
  });

  test.each([
    { selector: '{matchLabels: {"a b": x}}', code: 'SELECTOR_REQUIREMENT' },
    { selector: '{matchLabels: {app: "x,tier"}}', code: 'SELECTOR_REQUIREMENT' },
    { selector: '{matchExpressions: [{key: app, operator: In}]}', code: 'SELECTOR_REQUIREMENT' },
    { selector: '{matchExpressions: [{key: app, operator: Like, values: [x]}]}', code: 'SELECTOR_OPERATOR' },
  ])('the cluster is not asked with what is no selector: $selector', async ({ selector, code }) => {
    const result = await push(by(selector), { args: ['--apply'], config });
    expect(result).toMatchObject({ status: 1, stderr: expect.stringContaining(code) as unknown });
    expect(cluster.calls).toEqual([]);
  });

  test('what was pushed of them goes when the cluster says that they are gone, and stays when it is not asked', async () => {
    const documents =
      by('{matchLabels: {app: x}}', 'deletionPolicy: Delete\n') + source('f', '{app: x}', `from-f: '{"v": "f"}'`);
    expect(await push(documents, { args: withState(), config })).toMatchObject({ status: 0, stderr: '' });
    const all = await recorded();
    expect(remote()).toEqual(pushed('a', 'b', 'f'));
    expect(await push(documents, { args: withState() })).toMatchObject({ status: 0, stderr: '' });
    expect(remote()).toEqual(pushed('a', 'b', 'f'));
    expect(await recorded()).toEqual(all);
    cluster.secrets.delete('shop/b');
    expect(await push(documents, { args: withState(), config })).toMatchObject({ status: 0, stderr: '' });
    expect(remote()).toEqual(pushed('a', 'f'));
  });

  test('what a run that was cut off pushed of them stays when the cluster is not asked', async () => {
    const documents =
      by('{matchLabels: {app: x}}', 'deletionPolicy: Delete\n') + source('f', '{app: x}', `from-f: '{"v": "f"}'`);
    fake.fail({ kind: 'denied', call: 'PUT /v1/secret/data/from-b', times: 1 });
    const stopped = await push(documents, { args: withState(), config });
    expect(stopped).toMatchObject({ status: 3, stderr: expect.stringContaining('PUSH_INCOMPLETE') as unknown });
    expect(remote()).toEqual(pushed('a'));
    expect(await push(documents, { args: withState() })).toMatchObject({ status: 0 });
    expect(remote()).toEqual(pushed('a', 'f'));
  });
});

describe('the record', () => {
  const spec = `deletionPolicy: Delete\n${data(entry('password', 'app/db', 'pw'))}`;

  test('holds keys and no values', async () => {
    await push(all(spec), { args: withState() });
    const text = await readFile(stateFile(), 'utf8');
    for (const value of marked) expect(text).not.toContain(value);
    expect(await recorded()).toEqual(record([{ key: 'app/db', property: 'pw' }]));
  });

  interface Row {
    readonly name: string;
    readonly documents: () => string;
    readonly state: object;
    readonly seeds: Readonly<Record<string, object>>;
    readonly left: Readonly<Record<string, unknown>>;
    readonly recorded: readonly unknown[];
    readonly status?: number;
    readonly stderr?: string;
    readonly owned?: boolean;
  }
  const old = { 'app/old': { a: 'b' }, 'app/db': { pw: 'the-marked-password', u: 'x' } };
  const now = record([{ key: 'app/db', property: 'pw' }]).pushed;
  const cases: readonly Row[] = [
    {
      name: 'removes what is no longer pushed',
      documents: () => all(spec),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: { 'app/db': old['app/db'] },
      recorded: now,
    },
    {
      name: 'removes a property alone',
      documents: () => all(spec),
      state: record([{ key: 'app/db', property: 'u' }]),
      seeds: old,
      left: { 'app/old': old['app/old'], 'app/db': { pw: 'the-marked-password' } },
      recorded: now,
    },
    {
      name: 'removes nothing under deletionPolicy None, and forgets it',
      documents: () => all(spec.replace('Delete', 'None')),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: old,
      recorded: record([{ key: 'app/db', property: 'pw' }], { deletionPolicy: 'None' }).pushed,
    },
    {
      name: 'leaves what others own',
      documents: () => all(spec),
      state: record([{ key: 'app/old' }]),
      seeds: { 'app/old': { a: 'b' } },
      owned: false,
      left: { 'app/old': { a: 'b' }, 'app/db': { pw: 'the-marked-password' } },
      recorded: now,
    },
    {
      name: 'removes what a PushSecret pushed that is gone',
      documents: () => credentials + store(),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: { 'app/db': old['app/db'] },
      recorded: [],
      stderr: 'PUSH_NONE',
    },
    {
      name: 'leaves what a PushSecret pushed that is gone, where its policy was None',
      documents: () => credentials + store(),
      state: record([{ key: 'app/old' }], { deletionPolicy: 'None' }),
      seeds: old,
      left: old,
      recorded: [],
      stderr: 'PUSH_NONE',
    },
    {
      name: 'leaves what a PushSecret pushed that is left to the operator',
      documents: () =>
        credentials +
        store() +
        pushSecret(spec).replace(
          '{name: push}',
          '{name: push, annotations: {external-secrets-render.dev/skip: "true"}}',
        ),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: old,
      recorded: record([{ key: 'app/old' }]).pushed,
      stderr: 'PUSH_NONE',
    },
    {
      name: 'leaves what another PushSecret pushes now',
      documents: () => all(spec),
      state: record([{ key: 'app/db', property: 'pw' }], { name: 'former' }),
      seeds: old,
      left: old,
      recorded: now,
    },
    {
      name: 'leaves a secret of which a property is pushed now',
      documents: () => all(spec),
      state: record([{ key: 'app/db' }]),
      seeds: old,
      left: old,
      recorded: now,
    },
    {
      name: 'removes what was pushed of a Secret that is gone, and says so',
      documents: () => credentials + store() + pushSecret(spec),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: { 'app/db': old['app/db'] },
      recorded: [],
      status: 1,
      stderr: 'PUSH_SOURCE_GONE',
    },
    {
      name: 'leaves what was pushed of a Secret that the operator makes',
      documents: () => `${credentials}${store()}${pushSecret(spec)}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: src, annotations: {external-secrets-render.dev/skip: "true"}}
spec: {secretStoreRef: {name: other}, dataFrom: [{extract: {key: x}}]}
`,
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: old,
      recorded: record([{ key: 'app/old' }]).pushed,
      status: 1,
      stderr: 'PUSH_SOURCE_MISSING',
    },
    {
      name: 'leaves all where labels choose no Secret',
      documents: () =>
        credentials + store() + pushSecret(spec).replace('{name: src}', '{selector: {matchLabels: {no: such}}}'),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: old,
      recorded: record([{ key: 'app/old' }]).pushed,
      stderr: 'PUSH_NO_SECRET',
    },
    {
      name: 'does not claim what IfNotExists found there',
      documents: () => all(`updatePolicy: IfNotExists\n${spec}`),
      state: record([]),
      seeds: old,
      left: old,
      recorded: [],
    },
    {
      name: 'removes nothing before it knows that all the rest is right',
      documents: () => all(spec.replace('password', 'nope')),
      state: record([{ key: 'app/old' }]),
      seeds: old,
      left: old,
      recorded: record([{ key: 'app/old' }]).pushed,
      status: 1,
      stderr: 'PUSH_KEY_MISSING',
    },
    {
      name: 'says that a store is gone where something has to be removed',
      documents: () => all(spec),
      state: record([], { stores: [{ kind: 'SecretStore', name: 'former', keys: [{ key: 'app/old' }] }] }),
      seeds: old,
      left: old,
      recorded: record([], { stores: [{ kind: 'SecretStore', name: 'former', keys: [{ key: 'app/old' }] }] }).pushed,
      status: 1,
      stderr: 'no SecretStore is named "former"',
    },
  ];
  test.each(cases)(
    '$name',
    async ({ documents, state, seeds, left, recorded: want, status = 0, stderr = '', owned }) => {
      seed(seeds, owned);
      const result = await push(documents(), { args: withState(), state });
      expect(result).toMatchObject({
        status,
        stderr: stderr === '' ? '' : (expect.stringContaining(stderr) as unknown),
      });
      expect(remote()).toEqual(left);
      expect((await recorded()).pushed).toEqual(want);
    },
  );

  test.each([
    { name: 'of another PATH', state: record([], {}, { path: 'overlays/prod' }), code: 'PUSH_RECORD_PATH' },
    { name: 'that is no JSON', state: '{', code: 'PUSH_RECORD' },
    { name: 'of something else', state: record([], {}, { kind: 'Other' }), code: 'PUSH_RECORD' },
    { name: 'without a list', state: record([], {}, { pushed: {} }), code: 'PUSH_RECORD' },
    { name: 'with half an entry', state: record([], { stores: [{ kind: 'SecretStore' }] }), code: 'PUSH_RECORD' },
    { name: 'with a key that is none', state: record([{ key: 1 }]), code: 'PUSH_RECORD' },
    { name: 'with another policy', state: record([], { deletionPolicy: 'Maybe' }), code: 'PUSH_RECORD' },
  ])('is refused where it is one $name', async ({ state, code }) => {
    const result = await push(all(spec), { args: withState(), state });
    expect(result).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(`error ${code}:`) as unknown,
    });
    expect(writes()).toEqual([]);
  });

  test('is where the configuration says, relative to it, unless the flag says otherwise', async () => {
    const config = { push: { stateFile: 'state.json' } };
    expect(await push(all(spec), { args: ['--apply'], config })).toMatchObject({ status: 0, stderr: '' });
    expect(await recorded()).toMatchObject(record([{ key: 'app/db' }]));
    const elsewhere = `${folder}/other.json`;
    const args = ['--apply', '--state', elsewhere];
    expect(await push(all(spec), { args, config })).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(elsewhere)).toBe(true);
    // A dry run reads it too: what is no longer pushed is shown.
    const dry = await push(all(spec.replaceAll('app/db', 'app/else')), { config });
    expect(rows(dry).join()).toContain('remove | SecretStore shop/vault | app/db');
  });

  test('is where a place for it is', async () => {
    const args = ['--apply', '--state', `${folder}/nowhere/state.json`];
    const result = await push(all(spec), { args });
    expect(result.stderr).toContain('FILE_UNWRITABLE');
    expect(result.status).toBe(2);
    expect(remote()).toEqual({});
  });

  test('is missed where deletionPolicy asks for it', async () => {
    const result = await push(all(spec), { args: ['--apply'] });
    expect(result).toMatchObject({ status: 0, stderr: expect.stringContaining('PUSH_UNRECORDED') as unknown });
  });
});

describe('what is wrong', () => {
  interface Row {
    readonly name: string;
    readonly documents: () => string;
    readonly code: string;
    readonly says?: string;
    readonly given?: Given;
    readonly status?: number;
  }
  const one = data(entry('password', 'app/db', 'pw'));
  const dataTo = (rest: string) => `dataTo:\n- ${rest}`;
  const vault = 'storeRef: {name: vault}';
  const cases: readonly Row[] = [
    { name: 'no such Secret', documents: () => credentials + store() + pushSecret(one), code: 'PUSH_SOURCE_MISSING' },
    {
      name: 'a selector without anything',
      documents: () => all(one).replace('{secret: {name: src}}', '{secret: {}}'),
      code: 'PUSH_SOURCE_NONE',
    },
    { name: 'no such key', documents: () => all(data(entry('nope', 'app/db', 'pw'))), code: 'PUSH_KEY_MISSING' },
    {
      name: 'no such store',
      documents: () => credentials + source() + pushSecret(one),
      code: 'STORE_NOT_FOUND',
    },
    {
      name: 'a reference to no store',
      documents: () => all(one).replace('[{name: vault}]', '[{kind: SecretStore}]'),
      code: 'PUSH_STORE_NAME',
    },
    {
      name: 'two entries for one place',
      documents: () => all(data(entry('password', 'app/db', 'pw'), entry('username', 'app/db', 'pw'))),
      code: 'PUSH_TWICE',
      says: '"password" and "username" go to the same place: "app/db", property "pw"',
    },
    {
      name: 'metadata that is no object',
      documents: () => all(`${one}\n  metadata: text`),
      code: 'PUSH_METADATA',
    },
    { name: 'dataTo without a store', documents: () => all(dataTo('match: {}')), code: 'FIELD_RULE' },
    {
      name: 'dataTo for a store that is not listed',
      documents: () => all(dataTo('storeRef: {name: other}')),
      code: 'PUSH_STORE_OTHER',
    },
    {
      name: 'dataTo for labels that no store has',
      documents: () => all(dataTo('storeRef: {labelSelector: {matchLabels: {no: such}}}')),
      code: 'PUSH_STORE_LABELS',
    },
    {
      name: 'a pattern that is none',
      documents: () => all(dataTo(`${vault}\n  match: {regexp: '('}`)),
      code: 'PUSH_REGEXP',
    },
    {
      name: 'a rewrite that is none',
      documents: () => all(dataTo(`${vault}\n  rewrite: [{regexp: {source: '(', target: x}}]`)),
      code: 'REWRITE_REGEXP',
    },
    {
      name: 'a rewrite that leaves nothing',
      documents: () => all(dataTo(`${vault}\n  rewrite: [{regexp: {source: '.*', target: ''}}]`)),
      code: 'PUSH_REMOTE_KEY',
    },
    {
      name: 'a transform that fails, with its line',
      documents: () => all(dataTo(`${vault}\n  rewrite:\n  - transform:\n      template: '{{ fail .value }}'`)),
      code: 'TEMPLATE_EXECUTE',
      says: 'spec.dataTo[0].rewrite[0].transform.template',
    },
    {
      name: 'a template that does not parse, with its own field',
      documents: () => all(`template: {data: {x: '{{ nofunc }}'}}\n${one}`),
      code: 'TEMPLATE_PARSE',
      says: 'PushSecret shop/push, spec.template.data.x',
    },
    {
      name: 'a template that fails, with its own field',
      documents: () => all(`template: {data: {x: '{{ .nope }}'}}\n${one}`),
      code: 'TEMPLATE_EXECUTE',
      says: 'PushSecret shop/push, spec.template.data.x',
    },
    {
      name: 'a generator that is not there, with its own field',
      documents: () =>
        all(one).replace(
          '{secret: {name: src}}',
          '{generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: Fake, name: g}}',
        ),
      code: 'GENERATOR_NOT_FOUND',
      says: 'spec.selector.generatorRef',
    },
    {
      name: 'a store that cannot be written to',
      documents: () => credentials + source() + store().replace('vault: {server', 'openBao: {server') + pushSecret(one),
      code: 'PUSH_READ_ONLY',
    },
    {
      name: 'a secret that is not ours',
      documents: () => {
        seed({ 'app/db': { pw: 'x' } }, false);
        return all(one);
      },
      code: 'PUSH_NOT_MANAGED',
    },
    {
      name: 'a namespace that is not the destination',
      documents: () => all(one),
      given: { env: { ARGOCD_APP_NAMESPACE: 'other' }, config: { namespace: 'shop' } },
      code: 'NAMESPACE_CLAIM',
    },
    {
      name: 'a rule that does not cover the key',
      documents: () => all(one),
      given: { config: { policy: { inputStores: 'allow', rules: [{ name: 'shop', keys: ['other/**'] }] } } },
      code: 'POLICY',
      says: 'rule "shop" of policy.rules does not let this application write key "app/db" of SecretStore shop/vault',
    },
    {
      name: 'a rule that does not cover the store',
      documents: () => all(one),
      given: { config: { policy: { inputStores: 'allow', rules: [{ name: 'shop', stores: ['other'] }] } } },
      code: 'POLICY',
      says: 'does not let this application write SecretStore shop/vault',
    },
    {
      name: 'no rule at all for this application',
      documents: () => all(one),
      given: { config: { policy: { inputStores: 'allow', rules: [{ projects: ['other'] }] } } },
      code: 'POLICY',
    },
    {
      name: 'a store of the input on the loopback, where the boundary holds',
      documents: () => all(one),
      given: { config: { policy: {} } },
      code: 'ADDRESS_REFUSED',
    },
    {
      name: 'a cluster store that the namespace may not use',
      documents: () =>
        credentials +
        source() +
        store('vault', 'conditions: [{namespaces: [other]}]', 'ClusterSecretStore') +
        pushSecret(one).replace('{name: vault}', '{name: vault, kind: ClusterSecretStore}'),
      code: 'STORE_CONDITION',
    },
    {
      name: 'a ClusterPushSecret whose name is taken',
      documents: () =>
        `${all(one)}---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: external-secrets.io/v1alpha1
kind: ClusterPushSecret
metadata: {name: push}
spec:
  namespaceSelectors: [{}]
  pushSecretSpec: {secretStoreRefs: [{name: vault}], selector: {secret: {name: src}}}
`,
      code: 'PUSH_CLUSTER_CONFLICT',
    },
    {
      name: 'two ClusterPushSecrets that make one PushSecret',
      documents: () =>
        `${credentials}${source()}${store()}---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
${['one', 'two']
  .map(
    (name) => `---
apiVersion: external-secrets.io/v1alpha1
kind: ClusterPushSecret
metadata: {name: ${name}}
spec:
  pushSecretName: push
  namespaceSelectors: [{}]
  pushSecretSpec:
    secretStoreRefs: [{name: vault}]
    selector: {secret: {name: src}}
    data: [{match: {secretKey: password, remoteRef: {remoteKey: app/${name}, property: pw}}}]
`,
  )
  .join('')}`,
      code: 'PUSH_CLUSTER_CONFLICT',
      says: 'ClusterPushSecret two',
    },
  ];
  test.each(cases)('$name: nothing is written', async ({ documents, code, says = '', given = {}, status = 1 }) => {
    const result = await push(documents(), { ...given, args: ['--apply'] });
    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toContain(`error ${code}:`);
    expect(result.stderr).toContain(says);
    expect(writes()).toEqual([]);
  });

  test('everything is told together', async () => {
    const documents =
      all(data(entry('a', 'app/a', 'x'), entry('b', 'app/b', 'x'))) + pushSecret(one, 'other').replace('src', 'gone');
    const { stderr } = await push(documents, { args: ['--apply'] });
    expect(stderr.match(/error \w+/g)).toEqual([
      'error PUSH_KEY_MISSING',
      'error PUSH_KEY_MISSING',
      'error PUSH_SOURCE_MISSING',
    ]);
  });

  test('a Secret of the platform configuration is not the application’s to push', async () => {
    await writeFile(`${folder}/platform.yaml`, source());
    const documents = credentials + store() + pushSecret(one);
    const result = await push(documents, { args: ['--apply'], config: { stores: ['platform.yaml'] } });
    expect(result).toMatchObject({ status: 1, stderr: expect.stringContaining('PUSH_SOURCE_MISSING') as unknown });
  });

  test('what a write runs into is told with what was written and what was not', async () => {
    fake.fail({ kind: 'denied', call: 'PUT /v1/secret/data/app/b' });
    const documents = all(data(entry('', 'app/a'), entry('', 'app/b'), entry('', 'app/c')));
    const result = await push(documents, { args: ['--apply'] });
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain('STORE_REFUSED');
    expect(result.stderr).toContain(
      'PUSH_INCOMPLETE: the push stopped half-way: written SecretStore shop/vault app/a; failed SecretStore shop/vault app/b; not written SecretStore shop/vault app/c',
    );
    expect(Object.keys(remote())).toEqual(['app/a']);
  });
});

describe('nothing to push', () => {
  const one = data(entry('password', 'app/db', 'pw'));
  const cases = [
    { name: 'no PushSecret', documents: () => credentials, code: 'PUSH_NONE' },
    { name: 'neither data nor dataTo', documents: () => all(''), code: 'PUSH_NOTHING' },
    {
      name: 'no store with the labels',
      documents: () => all(one).replace('[{name: vault}]', '[{labelSelector: {matchLabels: {no: such}}}]'),
      code: 'PUSH_NO_STORE',
    },
    {
      name: 'a store of another controller',
      documents: () => credentials + source() + store('vault', 'controller: other') + pushSecret(one),
      code: 'PUSH_NO_STORE',
    },
    {
      name: 'no Secret with the labels',
      documents: () => all(one).replace('{name: src}}', '{selector: {matchLabels: {no: such}}}}'),
      code: 'PUSH_NO_SECRET',
    },
    {
      name: 'no key that matches',
      documents: () => all("dataTo:\n- storeRef: {name: vault}\n  match: {regexp: '^nope'}"),
      code: 'PUSH_NO_KEY',
    },
  ];
  test.each(cases)('$name: a warning', async ({ documents, code }) => {
    const result = await push(documents(), { args: ['--apply'] });
    expect(result).toMatchObject({ status: 0, stdout: 'nothing to push\n' });
    expect(result.stderr).toContain(`warning ${code}:`);
  });
  test.each(cases)('$name: an error with --strict', async ({ documents }) => {
    const result = await push(documents(), { args: ['--apply', '--strict'] });
    expect(result).toMatchObject({ status: 1, stdout: '' });
    expect(result.stderr).toContain('error PUSH_STRICT:');
  });
});

describe('generators', () => {
  const generator = (kind: string, spec: string) => `---
apiVersion: generators.external-secrets.io/v1alpha1
kind: ${kind}
metadata: {name: g}
spec: ${spec}
`;
  const from = (kind: string, spec: string) =>
    pushSecret(spec).replace(
      '{secret: {name: src}}',
      `{generatorRef: {apiVersion: generators.external-secrets.io/v1alpha1, kind: ${kind}, name: g}}`,
    );
  const one = data(entry('password', 'app/db', 'pw'));
  const password = () => credentials + store() + generator('Password', '{}') + from('Password', one);

  test('a random value is told of, and shown as made later', async () => {
    const result = await push(password());
    expect(result.stderr).toContain('warning PUSH_RANDOM: Password "g" makes another value at each run');
    expect(rows(result)).toEqual([
      'create | SecretStore shop/vault | app/db | pw | generator of shop/push | made when applied',
    ]);
  });

  test('with IfNotExists it is made once', async () => {
    const documents = password().replace('secretStoreRefs', 'updatePolicy: IfNotExists\n  secretStoreRefs');
    expect(await push(documents, { args: ['--apply'] })).toMatchObject({ status: 0, stderr: '' });
    const first = remote();
    const again = await push(documents, { args: ['--apply'] });
    expect(rows(again)[0]).toContain('skipped: it is there');
    expect(remote()).toEqual(first);
  });

  test('with a seed it stays the same', async () => {
    await writeFile(`${folder}/seed`, 'a seed of more than sixteen bytes');
    const given = { args: ['--apply'], config: { generators: { seedFile: 'seed' } } };
    expect(await push(password(), given)).toMatchObject({ status: 0, stderr: '' });
    const first = remote();
    expect(await push(password(), given)).toMatchObject({ status: 0, stderr: '' });
    expect(remote()).toEqual(first);
  });

  test('a dry run leaves no token behind at a service', async () => {
    const gitlab = await HttpFake.start(() => ({ status: 201, body: { username: 'u', token: 'glpat' } }));
    try {
      const spec = `{url: '${gitlab.url}', projectID: '1', name: deploy, scopes: [read_registry], auth: {token: {secretRef: {name: token, key: token}}}}`;
      const documents =
        credentials +
        store() +
        generator('GitlabDeployToken', spec) +
        from('GitlabDeployToken', data(entry('token', 'app/db', 'pw')));
      const dry = await push(documents);
      expect(dry.status).toBe(0);
      expect(gitlab.requests).toEqual([]);
      const applied = await push(documents, { args: ['--apply'] });
      expect(applied.status).toBe(0);
      expect(gitlab.requests).toHaveLength(1);
      expect(remote()).toEqual({ 'app/db': { pw: 'glpat' } });
    } finally {
      await gitlab.close();
    }
  });
});

describe('choosing', () => {
  test('stores by labels and by name, each once', async () => {
    fake.kv2('second');
    const second = store('second').replace('path: secret', 'path: second');
    const refs = '[{labelSelector: {matchLabels: {to: vault}}}, {name: vault}, {name: second}]';
    const documents =
      credentials + source() + store() + second + pushSecret(data(entry('', 'app/a'))).replace('[{name: vault}]', refs);
    const result = await push(documents, { args: ['--apply'] });
    expect(rows(result).map((row) => row.split(' | ')[1])).toEqual([
      'SecretStore shop/vault',
      'SecretStore shop/second',
    ]);
  });

  test('two Secrets by labels: the later one stays, and it is told', async () => {
    const documents =
      credentials +
      source('b', '{p: x}', 'k: two') +
      source('a', '{p: x}', 'k: one') +
      store() +
      pushSecret(data(entry('k', 'app/k', 'v'))).replace('{name: src}}', '{selector: {matchLabels: {p: x}}}}');
    const result = await push(documents, { args: ['--apply'] });
    expect(result.stderr).toContain('warning PUSH_OVERLAP: Secret shop/a and Secret shop/b go to the same place');
    expect(remote()).toEqual({ 'app/k': { v: 'two' } });
  });

  test('what goes to another namespace of a cluster is recorded and removed there alone', async () => {
    const { cluster, config: _config } = await startCluster();
    try {
      cluster.namespaces.add('other');
      cluster.seed({ name: 'copy', namespace: 'remote', data: { theirs: '1' } });
      const auth = { token: { bearerToken: { name: 'kube', key: 'token', namespace: 'shop' } } };
      const provider = { kubernetes: { remoteNamespace: 'remote', server: { url: cluster.url }, auth } };
      const kube = `---
apiVersion: v1
kind: Secret
metadata: {name: kube, namespace: shop}
stringData: {token: '${cluster.token}'}
---
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: vault}
spec: {provider: ${JSON.stringify(provider)}}
`;
      const metadata = {
        apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
        kind: 'PushSecretMetadata',
        spec: { remoteNamespace: 'other' },
      };
      const spec = `deletionPolicy: Delete
data: [{match: {remoteRef: {remoteKey: copy}}, metadata: ${JSON.stringify(metadata)}}]`;
      const documents =
        source() + kube + pushSecret(spec).replace('{name: vault}', '{name: vault, kind: ClusterSecretStore}');
      expect(await push(documents, { args: withState() })).toMatchObject({ status: 0 });
      expect([...cluster.secrets.keys()].sort()).toEqual(['other/copy', 'remote/copy']);
      expect(await recorded()).toMatchObject({ pushed: [{ stores: [{ keys: [{ key: 'copy', within: 'other' }] }] }] });
      expect(await push(source() + kube, { args: withState() })).toMatchObject({ status: 0 });
      expect([...cluster.secrets.keys()]).toEqual(['remote/copy']);
      expect(await recorded()).toMatchObject({ pushed: [] });
    } finally {
      await cluster.close();
    }
  });

  test('a value that a template makes a key of does not show', async () => {
    const documents = all(`template: {templateFrom: [{literal: '{{ .password }}: x'}]}
dataTo:
- storeRef: {name: vault}
  match: {regexp: '^the-marked'}
  rewrite: [{regexp: {source: '^', target: app/}}]`);
    // Vault holds objects alone: the fault names the key.
    const refused = await push(documents);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('app/<redacted>') as unknown });
    const shown = await push(documents.replace(/vault: \{server.*/, 'fake: {data: []}'));
    expect(rows(shown)).toEqual(['create | SecretStore shop/vault | app/<redacted> | Secret shop/src | 1 byte #']);
  });

  test('keys called like members of every object are only keys', async () => {
    const documents =
      credentials +
      source('src', '{}', 'constructor: one, __proto__: two, toString: three') +
      store() +
      pushSecret('dataTo:\n- storeRef: {name: vault}\n  remoteKey: app/all');
    expect(await push(documents, { args: withState() })).toMatchObject({ status: 0, stderr: '' });
    const [stored] = remoteOf(fake);
    expect(Object.entries(stored?.data as object)).toEqual([
      ['__proto__', 'two'],
      ['constructor', 'one'],
      ['toString', 'three'],
    ]);
  });
});
