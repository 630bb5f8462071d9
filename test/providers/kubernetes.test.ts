import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/kubernetes/kubernetes.ts';
import type { Client, EntryRef, PushEntry, StoreInfo } from '../../plugin/providers/provider.ts';
import { KubernetesFake, type SecretSeed } from '../fakes/kubernetes.ts';
import { certificate } from '../support/certificate.ts';
import { type TestContextOptions, testContext } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const token = 'kube-token-of-the-test';
const secrets = { 'default/creds': { token, cert: certificate().cert, key: certificate().key } };
const bearer = { token: { bearerToken: { name: 'creds', key: 'token' } } };
const quick = { maxRetries: 3, retryInterval: '1ms' };
const caBundle = Buffer.from(certificate().cert).toString('base64');

let close: (() => void) | undefined;
let fake: KubernetesFake;

beforeEach(async () => {
  fake = await KubernetesFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

async function connect(fields: object = {}, options: TestContextOptions = {}, info = testStoreInfo()): Promise<Client> {
  const world = await testContext({ secrets, retrySettings: quick, ...options });
  close = world.close;
  const spec = { server: { url: fake.url }, auth: bearer, ...fields };
  return await provider.open(spec as never, info).connect(world.context);
}

providerContract(
  'Kubernetes',
  async (signal) => {
    const own = await KubernetesFake.start();
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    return {
      open: () => provider.open({ server: { url: own.url }, auth: bearer }, testStoreInfo()),
      context,
      put: (name, value) => own.seed({ name, namespace: 'default', dataBase64: { value: value.toString('base64') } }),
      refuse: (name) => void own.denied.add(`default/${name}`),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.length,
      signIns: () => 0,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  {
    binary: false,
    signIns: 0,
    raw: (text) => JSON.stringify({ metadata: {}, data: { value: Buffer.from(text).toString('base64') } }),
  },
);

const kubeconfig = (user: object, cluster: object) =>
  JSON.stringify({
    'current-context': 'there',
    contexts: [{ name: 'there', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster }],
    users: [{ name: 'u', user }],
  });

describe('signing in', () => {
  let tls: KubernetesFake;
  let folder: string;

  beforeEach(async () => {
    tls = await KubernetesFake.start(certificate());
    folder = await mkdtemp(path.join(tmpdir(), 'kube-'));
    for (const one of [tls, fake]) one.seed({ name: 'db', namespace: 'default', data: { a: '1' } });
  });
  afterEach(async () => {
    await tls.close();
    await rm(folder, { recursive: true });
  });

  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const inData = { 'certificate-authority-data': caBundle };
  const rows: { name: string; fields(): object; config?: string; accepts?: 'certificate'; want: string }[] = [
    { name: 'a token over TLS', fields: () => ({ server: { url: tls.url, caBundle }, auth: bearer }), want: 'value' },
    {
      name: 'an address without a scheme, with a CA',
      fields: () => ({ server: { url: tls.url.replace('https://', ''), caBundle }, auth: bearer }),
      want: 'value',
    },
    {
      name: 'an address without a scheme and without a CA would be plain HTTP',
      fields: () => ({ server: { url: 'kubernetes.default' }, auth: bearer }),
      want: 'KUBERNETES_PLAIN',
    },
    {
      name: 'no CA where one is needed',
      fields: () => ({ server: { url: tls.url }, auth: bearer }),
      want: 'STORE_CERTIFICATE',
    },
    {
      name: 'a CA of a Secret',
      fields: () => ({
        server: { url: tls.url, caProvider: { type: 'Secret', name: 'creds', key: 'cert' } },
        auth: bearer,
      }),
      want: 'value',
    },
    {
      name: 'a client certificate',
      fields: () => ({
        server: { url: tls.url, caBundle },
        auth: { cert: { clientCert: { name: 'creds', key: 'cert' }, clientKey: { name: 'creds', key: 'key' } } },
      }),
      accepts: 'certificate',
      want: 'value',
    },
    {
      name: 'a key that does not belong to the certificate',
      fields: () => ({
        server: { url: tls.url, caBundle },
        auth: { cert: { clientCert: { name: 'creds', key: 'cert' }, clientKey: { name: 'creds', key: 'token' } } },
      }),
      want: 'CLIENT_CERTIFICATE',
    },
    {
      name: 'a token of a ServiceAccount',
      fields: () => ({ server: { url: fake.url }, auth: { serviceAccount: { name: 'reader' } } }),
      want: 'value',
    },
    {
      name: 'a ServiceAccount without a token',
      fields: () => ({ server: { url: fake.url }, auth: { serviceAccount: { name: 'other' } } }),
      want: 'TOKEN_NOT_FOUND',
    },
    {
      name: 'a wrong token',
      fields: () => ({ server: { url: fake.url }, auth: { token: { bearerToken: { name: 'creds', key: 'cert' } } } }),
      want: 'CREDENTIAL_UNPRINTABLE',
    },
    { name: 'nobody', fields: () => ({ server: { url: fake.url } }), want: 'STORE_CREDENTIALS' },
    {
      name: 'a kubeconfig with a token',
      fields: () => ({ authRef: { name: 'kube', key: 'config' } }),
      config: 'token',
      want: 'value',
    },
    {
      name: 'a kubeconfig with a certificate',
      fields: () => ({ authRef: { name: 'kube', key: 'config' } }),
      config: 'certificate',
      accepts: 'certificate',
      want: 'value',
    },
    {
      name: 'a kubeconfig with a file',
      fields: () => ({ authRef: { name: 'kube', key: 'config' } }),
      config: 'file',
      want: 'KUBERNETES_KUBECONFIG',
    },
    {
      name: 'a kubeconfig with a program',
      fields: () => ({ authRef: { name: 'kube', key: 'config' } }),
      config: 'exec',
      want: 'KUBERNETES_KUBECONFIG',
    },
    {
      name: 'no kubeconfig',
      fields: () => ({ authRef: { name: 'kube', key: 'config' } }),
      config: 'none',
      want: 'KUBERNETES_KUBECONFIG',
    },
  ];

  test.each(rows)('$name', async ({ fields, config, accepts, want }) => {
    if (accepts === 'certificate') tls.token = undefined;
    const cluster = { server: tls.url, ...inData };
    const pair = {
      'client-certificate-data': encoded(certificate().cert),
      'client-key-data': encoded(certificate().key),
    };
    const configs = new Map([
      ['token', kubeconfig({ token }, cluster)],
      ['certificate', kubeconfig(pair, cluster)],
      ['file', kubeconfig({ tokenFile: '/etc/passwd' }, cluster)],
      ['exec', kubeconfig({ exec: { command: 'touch', args: ['/tmp/never'] } }, cluster)],
      ['none', 'not: [a'],
    ]);
    const file = path.join(folder, 'token');
    await writeFile(file, `${token}\n`);
    const run = testRun({ config: { credentials: { tokens: { 'default/reader': file } } } });
    const options = { run, secrets: { ...secrets, 'default/kube': { config: configs.get(config ?? '') ?? '' } } };
    const spec = { server: {}, auth: undefined, ...fields() };
    const outcome = await connect(spec, options)
      .then(async (client) => (await client.read([{ key: 'db' }]))[0])
      .catch((thrown: unknown) => ({ kind: 'failed', error: faultsOf(thrown)?.[0] }) as const);
    expect(outcome?.kind === 'failed' ? outcome.error?.code : outcome?.kind).toBe(want);
  });
});

describe('what an entry of a missing Secret comes to', () => {
  test('data is a fault, extract is missing', async () => {
    const store = provider.open({ remoteNamespace: 'other' }, testStoreInfo());
    expect(store.absent?.({ key: 'nope' })).toMatchObject({ code: 'KUBERNETES_SECRET', exitStatus: 1 });
    expect(await (await connect()).read([{ key: 'nope' }])).toEqual([{ kind: 'missing' }]);
  });
});

describe('parts', () => {
  const bytes = Buffer.from([0, 255, 1]);
  const seed: SecretSeed = {
    name: 's',
    namespace: 'default',
    annotations: { note: '{"q":{"w":"no"},"qw":"glued"}' },
    data: { 'a.b': 'dotted', a: '{"b":"inner","c":[1]}', dots: '{"x.y":"literal","x":{"y":"path"}}', n: 'null' },
    dataBase64: { bin: bytes.toString('base64') },
  };
  const selects: { name: string; entry: Partial<EntryRef>; want: string }[] = [
    { name: 'a key with a dot before a path', entry: { property: 'a.b' }, want: 'dotted' },
    { name: 'a path', entry: { property: 'a.c' }, want: '[1]' },
    { name: 'a dot at the end is no path', entry: { property: 'a.' }, want: 'PROPERTY_MISSING' },
    { name: 'a dot at the beginning neither', entry: { property: '.a' }, want: 'PROPERTY_MISSING' },
    { name: 'bytes', entry: { property: 'bin' }, want: '\u0000\u00ff\u0001' },
    { name: '__proto__', entry: { property: '__proto__' }, want: 'PROPERTY_MISSING' },
    {
      name: 'the operator glues paths into annotations',
      entry: { property: 'annotations.note.q.w', metadataPolicy: 'Fetch' },
      want: 'glued',
    },
    { name: 'absent labels are null', entry: { property: 'labels', metadataPolicy: 'Fetch' }, want: 'null' },
    {
      name: 'neither labels nor annotations',
      entry: { property: 'name', metadataPolicy: 'Fetch' },
      want: 'PROPERTY_MISSING',
    },
  ];
  test.each(selects)('data: $name', async ({ entry, want }) => {
    fake.seed(seed);
    const [answer] = await (await connect()).read([{ key: 's' }]);
    if (answer?.kind !== 'value') throw new Error('no value');
    const selected = provider.open({}, testStoreInfo()).select(answer.value, { key: 's', ...entry });
    expect(selected.kind === 'value' ? selected.value.reveal().toString('latin1') : codeOf(selected)).toBe(want);
  });

  const extracts: { name: string; entry: Partial<EntryRef>; want: object | string }[] = [
    {
      name: 'a key with dots comes before a path',
      entry: { property: 'dots' },
      want: { x: '{"y":"path"}', 'x.y': '"literal"' },
    },
    { name: 'null has no members', entry: { property: 'n' }, want: {} },
    { name: 'metadata without labels', entry: { property: 'labels', metadataPolicy: 'Fetch' }, want: {} },
    { name: 'text', entry: { property: 'a.b' }, want: 'EXTRACT_NOT_OBJECT' },
  ];
  test.each(extracts)('extract: $name', async ({ entry, want }) => {
    fake.seed(seed);
    const [answer] = await (await connect()).read([{ key: 's' }]);
    if (answer?.kind !== 'value') throw new Error('no value');
    const extracted = provider.open({}, testStoreInfo()).extract(answer.value, { key: 's', ...entry });
    const shown =
      extracted.kind === 'values'
        ? Object.fromEntries([...extracted.values].map(([k, v]) => [k, v.reveal().toString()]))
        : codeOf(extracted);
    expect(shown).toEqual(want);
  });

  test('bytes that are no text are kept by extract and replaced in the JSON of all', async () => {
    fake.seed(seed);
    const client = await connect();
    const [answer] = await client.read([{ key: 's' }]);
    if (answer?.kind !== 'value') throw new Error('no value');
    const store = provider.open({}, testStoreInfo());
    const extracted = store.extract(answer.value, { key: 's' });
    expect(extracted.kind === 'values' && extracted.values.get('bin')?.reveal().equals(bytes)).toBe(true);
    const whole = store.select(answer.value, { key: 's' });
    expect(whole.kind === 'value' && whole.value.reveal().toString()).toContain('"bin":"\\u0000\\ufffd\\u0001"');
  });
});

describe('find', () => {
  const rows = [
    { name: 'a bad label', find: { tags: { 'a b': 'c' } }, want: 'KUBERNETES_LABEL' },
    { name: 'a bad value', find: { tags: { a: '-' } }, want: 'KUBERNETES_LABEL' },
    { name: 'a prefix', find: { tags: { 'app.example.com/name': 'x' } }, want: 'two' },
    { name: 'no tags at all are all', find: { tags: {} }, want: 'one two' },
    { name: 'a bad expression', find: { name: { regexp: '(?=x)' } }, want: 'FIND_REGEXP' },
    { name: 'neither', find: { path: 'x' }, want: 'FIND_OPERATOR' },
  ];
  test.each(rows)('$name', async ({ find, want }) => {
    fake.seed({ name: 'two', namespace: 'default', labels: { 'app.example.com/name': 'x' }, data: {} });
    fake.seed({ name: 'one', namespace: 'default', data: {} });
    fake.seed({ name: 'else', namespace: 'elsewhere', data: {} });
    const client = await connect();
    const outcome = await client.find?.(find as never).then(
      (matches) => matches.map(({ name }) => name).join(' '),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toBe(want);
  });
});

describe('check', () => {
  const rows = [
    {
      name: 'a rule for secrets',
      rules: [{ verbs: ['get'], resources: ['secrets'], apiGroups: [''] }],
      allowed: false,
      want: 'fine',
    },
    {
      name: 'a rule for everything',
      rules: [{ verbs: ['*'], resources: ['*'], apiGroups: ['*'] }],
      allowed: false,
      want: 'fine',
    },
    { name: 'an answer to the question', rules: [], allowed: true, want: 'fine' },
    { name: 'neither', rules: [{ verbs: ['list'], resources: ['secrets'] }], allowed: false, want: 'STORE_REFUSED' },
  ];
  test.each(rows)('$name', async ({ rules, allowed, want }) => {
    fake.rules = rules;
    fake.isAllowed = allowed;
    const client = await connect();
    const outcome = await client.check?.().then(
      () => 'fine',
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toBe(want);
  });
});

describe('writing', () => {
  const entry = (changes: Partial<PushEntry> = {}, ref: EntryRef = { key: 'copy', property: 'pw' }): PushEntry => ({
    ref,
    data: new Map([
      ['password', new Sensitive('s3cret')],
      ['user', new Sensitive('admin')],
    ]),
    secretKey: 'password',
    secret: { name: 'src', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' },
    ...changes,
  });
  const typed = (type: string) => ({ name: 'src', namespace: 'default', labels: {}, annotations: {}, type });
  const { secretKey: _one, ...whole } = entry({}, { key: 'copy' });
  const meta = (spec: object) =>
    ({ apiVersion: 'kubernetes.external-secrets.io/v1alpha1', kind: 'PushSecretMetadata', spec }) as never;
  const existing: SecretSeed = { name: 'copy', namespace: 'default', labels: { x: 'y' }, data: { keep: '1' } };

  const rows: {
    name: string;
    push: PushEntry;
    before?: SecretSeed;
    check: string;
    want: object | string;
    kind?: StoreInfo['kind'];
  }[] = [
    { name: 'one key into a new Secret', push: entry(), check: 'create', want: { data: { pw: 's3cret' } } },
    {
      name: 'one key beside others',
      push: entry(),
      before: existing,
      check: 'update',
      want: { data: { keep: '1', pw: 's3cret' }, labels: { x: 'y' } },
    },
    {
      name: 'the whole in place of others',
      push: whole,
      before: existing,
      check: 'update',
      want: { data: { password: 's3cret', user: 'admin' }, labels: { x: 'y' } },
    },
    {
      name: 'what is there already',
      push: entry(),
      before: { ...existing, data: { pw: 's3cret' } },
      check: 'none',
      want: { data: { pw: 's3cret' }, labels: { x: 'y' } },
    },
    {
      name: 'the whole as JSON in one key',
      push: { ...whole, ref: { key: 'copy', property: 'all' } },
      check: 'create',
      want: { data: { all: '{"password":"s3cret","user":"admin"}' } },
    },
    {
      name: 'a key without a property',
      push: entry({}, { key: 'copy' }),
      check: 'KUBERNETES_PUSH_PROPERTY',
      want: 'KUBERNETES_PUSH_PROPERTY',
    },
    {
      name: 'a key that is not there',
      push: entry({ secretKey: 'nope' }),
      check: 'PUSH_KEY_MISSING',
      want: 'PUSH_KEY_MISSING',
    },
    {
      name: 'another namespace, in a SecretStore',
      push: entry({ metadata: meta({ remoteNamespace: 'other' }) }),
      check: 'KUBERNETES_PUSH_NAMESPACE',
      want: 'KUBERNETES_PUSH_NAMESPACE',
    },
    {
      name: 'a policy that there is not',
      push: entry({ metadata: meta({ targetMergePolicy: 'Sometimes' }) }),
      check: 'PUSH_METADATA',
      want: 'PUSH_METADATA',
    },
    {
      name: 'another type',
      push: entry(),
      before: { ...existing, type: 'kubernetes.io/basic-auth' },
      check: 'PUSH_UNFIT',
      want: 'PUSH_UNFIT',
    },
    {
      name: 'an immutable one',
      push: entry(),
      before: { ...existing, immutable: true },
      check: 'PUSH_UNFIT',
      want: 'PUSH_UNFIT',
    },
    ...(
      [
        { name: 'a name that a Secret cannot have', push: entry({}, { key: 'Bad_Name', property: 'pw' }) },
        { name: 'a name that is too long', push: entry({}, { key: 'a'.repeat(254), property: 'pw' }) },
        { name: 'no name', push: entry({}, { key: '', property: 'pw' }) },
        { name: 'a key that a Secret cannot have', push: entry({}, { key: 'copy', property: 'a/b' }) },
        { name: 'a key that begins with dots', push: entry({}, { key: 'copy', property: '..a' }) },
        { name: 'a type without its keys', push: entry({ secret: typed('kubernetes.io/tls') }) },
        { name: 'a type without one of its keys', push: entry({ secret: typed('kubernetes.io/basic-auth') }) },
        {
          name: 'more than a Secret holds',
          push: entry({ data: new Map([['password', new Sensitive('x'.repeat(2 ** 20 + 1))]]) }),
        },
      ] as const
    ).map((row) => ({ ...row, check: 'PUSH_UNFIT', want: 'PUSH_UNFIT' })),
    {
      name: 'a type with one of its keys',
      push: { ...entry({ secret: typed('kubernetes.io/basic-auth') }), ref: { key: 'copy', property: 'password' } },
      check: 'create',
      want: { data: { password: 's3cret' } },
    },
    {
      name: 'a namespace that there is not',
      push: entry({ metadata: meta({ remoteNamespace: 'nowhere' }) }),
      kind: 'ClusterSecretStore',
      check: 'create',
      want: 'STORE_REFUSED',
    },
    {
      name: 'labels in place of those there',
      push: entry({ metadata: meta({ targetMergePolicy: 'Replace', labels: { l: '1' } }) }),
      before: existing,
      check: 'update',
      want: { data: { keep: '1', pw: 's3cret' }, labels: { l: '1' } },
    },
    {
      name: "the source's annotations, but for those that would tell its values or claim the copy",
      push: entry({
        secret: {
          name: 'src',
          namespace: 'default',
          labels: { a: 'b' },
          annotations: {
            c: 'd',
            'kubectl.kubernetes.io/last-applied-configuration': '{}',
            'argocd.argoproj.io/tracking-id': 'x',
          },
          type: '',
        },
      }),
      check: 'create',
      want: { data: { pw: 's3cret' }, labels: { a: 'b' }, annotations: { c: 'd' } },
    },
  ];

  test.each(rows)('$name', async ({ push, before, check, want, kind = 'SecretStore' }) => {
    fake.namespaces.add('default');
    if (before !== undefined) fake.seed(before);
    const { writer } = await connect({}, {}, testStoreInfo({ kind }));
    expect(await outcomeOf(writer?.check?.(push))).toBe(check);
    const version = fake.secrets.get('default/copy')?.metadata.resourceVersion;
    const pushed = await outcomeOf(writer?.push(push));
    if (typeof want === 'string') {
      expect(pushed).toBe(want);
      expect(fake.secrets.get('default/copy')?.metadata.resourceVersion).toBe(version);
      return;
    }
    expect(pushed).toBeUndefined();
    expect(stored()).toEqual(want);
    if (check === 'none') expect(fake.secrets.get('default/copy')?.metadata.resourceVersion).toBe(version);
  });

  test('somebody else writes meanwhile: read again, and nothing is lost', async () => {
    fake.seed(existing);
    const { writer } = await connect();
    fake.beforeWrite = () => fake.seed({ ...existing, data: { keep: '1', theirs: '2' } });
    await writer?.push(entry());
    expect(stored()).toEqual({ data: { keep: '1', theirs: '2', pw: 's3cret' }, labels: { x: 'y' } });
  });

  const deletions = [
    {
      name: 'one key of two',
      ref: { key: 'copy', property: 'keep' },
      data: { keep: '1', b: '2' },
      want: { data: { b: '2' } },
    },
    {
      name: 'the last key takes the Secret along',
      ref: { key: 'copy', property: 'keep' },
      data: { keep: '1' },
      want: undefined,
    },
    { name: 'the whole', ref: { key: 'copy' }, data: { keep: '1', b: '2' }, want: undefined },
    {
      name: 'a key that is not there',
      ref: { key: 'copy', property: 'nope' },
      data: { keep: '1' },
      want: { data: { keep: '1' } },
    },
    { name: 'a Secret that is not there', ref: { key: 'nope' }, data: { keep: '1' }, want: { data: { keep: '1' } } },
  ];
  test.each(deletions)('deleting $name', async ({ ref, data, want }) => {
    fake.seed({ name: 'copy', namespace: 'default', data });
    const { writer } = await connect();
    await writer?.delete(ref);
    expect(stored()).toEqual(want);
  });

  test.each([
    { ref: { key: 'copy' }, want: true },
    { ref: { key: 'copy', property: 'keep' }, want: true },
    { ref: { key: 'copy', property: 'constructor' }, want: false },
    { ref: { key: 'nope' }, want: false },
  ])('whether $ref exists: $want', async ({ ref, want }) => {
    fake.seed(existing);
    expect(await (await connect()).writer?.exists(ref)).toBe(want);
  });

  test('what goes to another namespace is looked for and removed there, and nothing of that name elsewhere', async () => {
    fake.seed(existing);
    fake.namespaces.add('other');
    const store = provider.open({ remoteNamespace: 'default' }, testStoreInfo({ kind: 'ClusterSecretStore' }));
    const pushed = entry({ metadata: meta({ remoteNamespace: 'other' }) });
    const within = store.within?.(pushed);
    expect([within, store.within?.(entry()), store.within?.(entry({ metadata: meta({ bogus: 1 }) }))]).toEqual([
      'other',
      undefined,
      undefined,
    ]);
    const ref: EntryRef = { key: 'copy', property: 'pw', within: 'other' };
    const { writer } = await connect({}, {}, testStoreInfo({ kind: 'ClusterSecretStore' }));
    expect(await writer?.exists({ key: 'copy', within: 'other' })).toBe(false);
    await writer?.push({ ...pushed, ref });
    expect(await writer?.exists(ref)).toBe(true);
    expect((await writer?.current?.(ref))?.reveal().toString()).toContain(Buffer.from('s3cret').toString('base64'));
    await writer?.delete(ref);
    expect(fake.secrets.has('other/copy')).toBe(false);
    expect(stored()).toEqual({ data: { keep: '1' }, labels: { x: 'y' } });
  });

  function stored(): object | undefined {
    const secret = fake.secrets.get('default/copy');
    if (secret === undefined) return undefined;
    const { labels, annotations } = secret.metadata;
    const data = Object.fromEntries(
      Object.entries(secret.data ?? {}).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]),
    );
    const some = (texts: object | undefined) => texts !== undefined && Object.keys(texts).length > 0;
    return { data, ...(some(labels) ? { labels } : {}), ...(some(annotations) ? { annotations } : {}) };
  }
});

describe('validation', () => {
  const rows: { name: string; spec: object; info?: Partial<StoreInfo>; want: string[] }[] = [
    { name: 'fine', spec: { server: { url: 'https://k' }, auth: bearer }, want: [] },
    { name: 'no server', spec: { auth: bearer }, want: ['KUBERNETES_SERVER'] },
    { name: 'a kubeconfig needs none', spec: { authRef: { name: 'k', key: 'c' } }, want: [] },
    {
      name: 'no key',
      spec: { server: { url: 'https://k' }, auth: { token: { bearerToken: { name: 'x' } } } },
      want: ['KUBERNETES_AUTH_FIELD'],
    },
    {
      name: 'half a pair',
      spec: { server: { url: 'https://k' }, auth: { cert: { clientCert: { name: 'x', key: 'y' } } } },
      want: ['KUBERNETES_AUTH_FIELD'],
    },
    {
      name: 'a foreign namespace',
      spec: { server: { url: 'https://k' }, auth: { token: { bearerToken: { name: 'x', key: 'y', namespace: 'z' } } } },
      want: ['REFERENCE_NAMESPACE'],
    },
    {
      name: 'a cluster store without one',
      spec: { server: { url: 'https://k' }, auth: bearer },
      info: { kind: 'ClusterSecretStore' },
      want: ['REFERENCE_NO_NAMESPACE'],
    },
    {
      name: 'whose ServiceAccount may follow',
      spec: { server: { url: 'https://k' }, auth: { serviceAccount: { name: 'x' } } },
      info: { kind: 'ClusterSecretStore' },
      want: [],
    },
    ...['default', 'other'].map((namespace) => ({
      name: `a CA of namespace ${namespace} for a SecretStore`,
      spec: {
        server: { url: 'https://k', caProvider: { type: 'Secret', name: 'x', key: 'y', namespace } },
        auth: bearer,
      },
      info: { namespace: 'default' },
      want: [namespace === 'default' ? 'KUBERNETES_CA_NAMESPACE' : 'REFERENCE_NAMESPACE'],
    })),
    {
      name: 'and whose CA may not',
      spec: {
        server: { url: 'https://k', caProvider: { type: 'Secret', name: 'x', key: 'y' } },
        auth: { serviceAccount: { name: 'x' } },
      },
      info: { kind: 'ClusterSecretStore' },
      want: ['CA_NAMESPACE'],
    },
    { name: 'nobody', spec: { server: { url: 'https://k' } }, want: ['KUBERNETES_AUTH_FIELD'] },
    {
      name: 'a kubeconfig and another way to sign in',
      spec: { authRef: { name: 'k', key: 'c' }, auth: bearer },
      want: ['KUBERNETES_AUTH_FIELD'],
    },
  ];
  test.each(rows)('$name', ({ spec, info, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo(info)) ?? []).map(({ code }) => code)).toEqual(want);
  });
});

async function outcomeOf<T>(work: Promise<T> | undefined): Promise<T | string | undefined> {
  return await work?.catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code ?? String(thrown));
}

function codeOf(outcome: { readonly kind: string; readonly error?: { readonly code: string } }): string {
  return outcome.error?.code ?? outcome.kind;
}
