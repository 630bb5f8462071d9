import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import type { Answer, Client, EntryRef, PushEntry, RemoteRef } from '../../plugin/providers/provider.ts';
import { provider } from '../../plugin/providers/webhook/webhook.ts';
import { type Route, WebhookFake } from '../fakes/webhook.ts';
import { certificate } from '../support/certificate.ts';
import { type TestContextOptions, testContext, testObject } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;
let fake: WebhookFake;

beforeEach(async () => {
  fake = await WebhookFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

/** A Secret whose owner agrees that webhooks are told its values. */
function labelled(
  name: string,
  data: Readonly<Record<string, string>>,
  labels = { 'external-secrets.io/type': 'webhook' },
) {
  const encoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return testObject('Secret', `default/${name}`, { data: Object.fromEntries(encoded) }, { labels });
}

async function connect(fields: object, options: TestContextOptions = {}, info = testStoreInfo()): Promise<Client> {
  const world = await testContext({ retrySettings: quick, ...options });
  close = world.close;
  return await provider
    .open({ url: `${fake.url}/{{ .remoteRef.key }}`, ...fields } as never, info)
    .connect(world.context);
}

function shown(answer: Answer | undefined): string {
  if (answer?.kind === 'value') return answer.value.reveal().toString();
  return answer?.kind === 'failed' ? answer.error.code : 'missing';
}

providerContract(
  'Webhook',
  async (signal) => {
    const own = await WebhookFake.start();
    const { context, close: end } = await testContext({ run: testRun({ signal }), retrySettings: quick });
    return {
      open: () => provider.open({ url: `${own.url}/{{ .remoteRef.key }}` }, testStoreInfo()),
      context,
      put: (name, body) => void own.routes.unshift({ method: 'GET', path: `/${name}`, status: 200, body }),
      refuse: (name) => void own.routes.unshift({ method: 'GET', path: `/${name}`, status: 403, body: 'marked-body' }),
      hang: () => {
        // What was read already is not asked for again.
        own.routes.length = 0;
        own.fail({ kind: 'hang' });
      },
      calls: () => own.calls.length,
      signIns: () => 0,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  { binary: true, signIns: 0, rereads: false },
);

describe('requests', () => {
  const creds = labelled('creds', { token: 't0k', user: 'a b', 'with-dash': 'd' });
  const rows: { name: string; fields: object; ref: RemoteRef; call: string; headers?: object; body?: string }[] = [
    { name: 'the key is escaped in the URL', fields: {}, ref: { key: 'a/b c&d' }, call: 'GET /a%2Fb+c%26d' },
    {
      name: 'and plain in headers and body',
      fields: {
        method: 'POST',
        headers: { 'X-Key': '{{ .remoteRef.key }}' },
        body: '{{ .remoteRef.key }} {{ .remoteRef.version }} {{ .remoteRef.property }}',
      },
      ref: { key: 'a/b c', version: '2', part: 'p&q' },
      call: 'POST /a%2Fb+c',
      headers: { 'x-key': 'a/b c' },
      body: 'a/b c 2 p&q',
    },
    {
      name: 'all keys of a Secret, escaped nowhere',
      fields: {
        url: 'URL/{{ .auth.user }}',
        headers: { Authorization: 'Bearer {{ .auth.token }}', 'X-D': '{{ index .auth "with-dash" }}' },
      },
      ref: { key: 'k' },
      call: 'GET /a%20b',
      headers: { authorization: 'Bearer t0k', 'x-d': 'd' },
    },
    {
      name: "the operator's functions",
      fields: { url: 'URL/{{ .remoteRef.key | upper | b64enc }}' },
      ref: { key: 'k' },
      call: 'GET /Sw==',
    },
    {
      name: 'Host is the address, whatever is written',
      fields: { headers: { Host: 'elsewhere' } },
      ref: { key: 'k' },
      call: 'GET /k',
    },
    { name: 'a body with a GET', fields: { body: '{"k":1}' }, ref: { key: 'k' }, call: 'GET /k', body: '{"k":1}' },
  ];

  test.each(rows)('$name', async ({ fields, ref, call, headers = {}, body = '' }) => {
    const written = JSON.parse(JSON.stringify(fields).replace('URL', fake.url)) as object;
    const secrets = [{ name: 'auth', secretRef: { name: 'creds' } }];
    const client = await connect({ secrets, ...written }, { objects: [creds] });
    await client.read([ref]);
    const [request] = fake.requests;
    expect([request?.call, request?.body]).toEqual([call, body]);
    expect(request?.headers).toMatchObject(headers);
    expect(request?.headers.host).not.toBe('elsewhere');
  });

  test('entries whose templates come to one request share its answer', async () => {
    fake.routes.push({ method: 'GET', path: '/k', status: 200, body: '{"a": "1", "b": "2"}' });
    const fields = { url: `${fake.url}/{{ .remoteRef.key }}`, result: { jsonPath: '$.{{ .remoteRef.property }}' } };
    const client = await connect(fields);
    const store = provider.open(fields as never, testStoreInfo());
    const refs = ['a', 'b'].map((property) => ({ key: 'k', property }));
    const values = await Promise.all(
      refs.map(async (entry) => {
        const [answer] = await client.read([store.ref(entry)]);
        const selected = answer?.kind === 'value' ? store.select(answer.value, entry) : undefined;
        return selected?.kind === 'value' ? selected.value.reveal().toString() : undefined;
      }),
    );
    expect(values).toEqual(['1', '2']);
    expect(fake.calls).toEqual(['GET /k']);
  });

  test.each([
    {
      name: 'a Secret without the label',
      objects: [labelled('creds', { a: 'b' }, {} as never)],
      want: 'CREDENTIAL_LABEL',
    },
    {
      name: 'a Secret with another type',
      objects: [labelled('creds', { a: 'b' }, { 'external-secrets.io/type': 'other' })],
      want: 'CREDENTIAL_LABEL',
    },
    { name: 'no Secret', objects: [], want: 'CREDENTIAL_NOT_FOUND' },
  ])('$name', async ({ objects, want }) => {
    const connecting = connect({ secrets: [{ name: 'auth', secretRef: { name: 'creds' } }] }, { objects });
    expect(await connecting.catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code)).toBe(want);
    expect(fake.calls).toEqual([]);
  });

  const broken = [
    { name: 'a line break in a header', fields: { headers: { 'X-A': 'a{{ "\\n" }}b' } }, want: 'HEADER_INVALID' },
    { name: 'a template that is none', fields: { body: '{{ .remoteRef.key' }, want: /^TEMPLATE_/ },
    { name: 'an address that is none', fields: { url: '{{ .remoteRef.key }}' }, want: 'STORE_ADDRESS' },
  ];
  test.each(broken)('$name', async ({ fields, want }) => {
    const [answer] = await (await connect(fields)).read([{ key: 'k' }]);
    if (typeof want === 'string') expect(shown(answer)).toBe(want);
    else expect(shown(answer)).toMatch(want);
    expect(fake.calls).toEqual([]);
  });
});

describe('answers', () => {
  const rows: { name: string; route: Partial<Route>; want: string; calls?: number }[] = [
    { name: 'no body is an empty value', route: { status: 204, body: '' }, want: '' },
    { name: '404 is missing', route: { status: 404 }, want: 'missing' },
    { name: '304 is no value', route: { status: 304 }, want: 'WEBHOOK_NOT_MODIFIED' },
    { name: '400', route: { status: 400 }, want: 'STORE_REFUSED' },
    { name: '401', route: { status: 401 }, want: 'STORE_CREDENTIALS' },
    { name: '412 is not tried again', route: { status: 412 }, want: 'STORE_REFUSED' },
    { name: '500 is not tried again', route: { status: 500 }, want: 'STORE_FAILED' },
    { name: '503 is', route: { status: 503 }, want: 'STORE_FAILED', calls: 4 },
    { name: 'a redirect', route: { status: 302, headers: { Location: '/there' } }, want: 'moved', calls: 2 },
    {
      name: 'a redirect to itself',
      route: { status: 302, headers: { Location: '/k' } },
      want: 'STORE_ANSWER',
      calls: 11,
    },
  ];
  test.each(rows)('$name', async ({ route, want, calls = 1 }) => {
    fake.routes.push({ method: 'GET', path: '/there', status: 200, body: 'moved' });
    fake.routes.push({ method: 'GET', path: '/k', status: 200, body: 'marked-body', ...route });
    const [answer] = await (await connect({})).read([{ key: 'k' }]);
    expect(shown(answer)).toBe(want);
    expect(fake.calls).toHaveLength(calls);
  });

  test('a POST that is sent elsewhere becomes a GET, as with Go', async () => {
    fake.routes.push({ method: 'POST', path: '/k', status: 302, headers: { Location: '/there' }, body: '' });
    fake.routes.push({ method: 'GET', path: '/there', status: 200, body: 'moved' });
    const [answer] = await (await connect({ method: 'POST', body: 'b' })).read([{ key: 'k' }]);
    expect(shown(answer)).toBe('moved');
  });

  test("the store's own timeout", async () => {
    fake.fail({ kind: 'hang' });
    const client = await connect({ timeout: '50ms' }, { retrySettings: { maxRetries: 0 } });
    expect(await client.read([{ key: 'k' }])).toMatchObject([
      { error: { code: 'STORE_TIMEOUT', says: expect.stringMatching(/within 0\.05 s/) } },
    ]);
  });

  test('a CA in place of the roots', async () => {
    const tls = await WebhookFake.start([{ method: 'GET', path: '/k', status: 200, body: 'v' }], certificate());
    const fields = { url: `${tls.url}/k`, caBundle: Buffer.from(certificate().cert).toString('base64') };
    const [answer] = await (await connect(fields)).read([{ key: 'k' }]);
    await tls.close();
    expect(shown(answer)).toBe('v');
  });
});

describe('choosing', () => {
  const body =
    '{"n": 2.5, "m": -0.4, "big": 1e21, "b": false, "l": [[1.5]], "t": "{\\"k\\":\\"<\\"}", "o": {"z": 1e-7, "y": [1, 2.50]}, "nul": null, "x y": "sp"}';
  const selects = [
    { path: '$.n', want: '2' },
    { path: '$.m', want: '-0' },
    { path: '$.big', want: '1000000000000000000000' },
    { path: '$.b', want: 'false' },
    { path: '$.l', want: '2' },
    { path: '$.nul', want: '' },
    { path: '$.o', want: '{"y":[1,2.5],"z":1e-7}' },
    { path: '$["x y"]', want: 'sp' },
    { path: "$['x y']", want: 'WEBHOOK_PATH' },
    { path: '$.nope', want: 'WEBHOOK_NOTHING' },
    { path: '$..nope', want: 'WEBHOOK_NOTHING' },
    { path: '$[', want: 'WEBHOOK_PATH' },
  ];
  test.each(selects)('data, $path: $want', async ({ path, want }) => {
    expect(await chosen(path, 'select')).toBe(want);
  });

  const extracts: { path?: string; want: object | string }[] = [
    { path: '$.o', want: { y: '[1,2.5]', z: '0.0000001' } },
    { path: '$.t', want: { k: '<' } },
    { path: '$.l', want: 'EXTRACT_NOT_OBJECT' },
    { path: '$.nul', want: 'EXTRACT_NOT_OBJECT' },
    { path: '$..z', want: 'EXTRACT_NOT_OBJECT' },
    { path: '$["x y"]', want: 'WEBHOOK_NOT_JSON' },
    {
      want: {
        n: '2.5',
        m: '-0.4',
        big: '1000000000000000000000',
        b: 'false',
        l: '[[1.5]]',
        t: '{"k":"<"}',
        o: '{"y":[1,2.5],"z":1e-7}',
        nul: '',
        'x y': 'sp',
      },
    },
  ];
  test.each(extracts)('extract, $path', async ({ path, want }) => {
    expect(await chosen(path, 'extract')).toEqual(want);
  });

  test('an error shows the path as written, not what a Secret put into it', async () => {
    fake.routes.push({ method: 'GET', path: '/k', status: 200, body });
    const fields = {
      result: { jsonPath: '$.{{ .auth.name }}' },
      secrets: [{ name: 'auth', secretRef: { name: 'creds' } }],
    };
    const client = await connect(fields, { objects: [labelled('creds', { name: 'hushed' })] });
    const [answer] = await client.read([{ key: 'k' }]);
    if (answer?.kind !== 'value') throw new Error('no value');
    const selected = provider
      .open({ url: 'x', ...fields } as never, testStoreInfo())
      .select(answer.value, { key: 'k' });
    expect(selected.kind === 'failed' && selected.error.says).toContain('"$.{{ .auth.name }}"');
    expect(JSON.stringify(selected)).not.toContain('hushed');
  });

  async function chosen(jsonPath: string | undefined, use: 'select' | 'extract'): Promise<object | string> {
    fake.routes.push({ method: 'GET', path: '/k', status: 200, body });
    const fields = jsonPath === undefined ? {} : { result: { jsonPath } };
    const [answer] = await (await connect(fields)).read([{ key: 'k' }]);
    if (answer?.kind !== 'value') return shown(answer);
    const outcome = provider.open({ url: 'x', ...fields } as never, testStoreInfo())[use](answer.value, { key: 'k' });
    if (outcome.kind === 'value') return outcome.value.reveal().toString();
    if (outcome.kind !== 'values') return outcome.kind === 'failed' ? outcome.error.code : outcome.kind;
    return Object.fromEntries([...outcome.values].map(([key, value]) => [key, value.reveal().toString()]));
  }
});

describe('writing', () => {
  const entry = (ref: EntryRef, secretKey?: string): PushEntry => ({
    ref,
    data: new Map([
      ['password', new Sensitive('s3 cret&')],
      ['user', new Sensitive('admin')],
    ]),
    ...(secretKey === undefined ? {} : { secretKey }),
    secret: { name: 'src', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' },
  });
  const url = '/p/{{ .remoteRef.remoteKey }}';
  const rows: { name: string; fields: object; push: PushEntry; call: string; body: string }[] = [
    {
      name: 'the value itself',
      fields: {},
      push: entry({ key: 'key1' }, 'password'),
      call: 'POST /p/key1',
      body: 's3 cret&',
    },
    {
      name: 'a key that no template could name',
      fields: {},
      push: entry({ key: 'a-b/c' }, 'password'),
      call: 'POST /p/a-b%2Fc',
      body: 's3 cret&',
    },
    {
      name: 'a template',
      fields: {
        method: 'PUT',
        body: '{"v":"{{ index .remoteRef .remoteRef.remoteKey }}","k":"{{ .remoteRef.secretKey }}"}',
      },
      push: entry({ key: 'key1' }, 'password'),
      call: 'PUT /p/key1',
      body: '{"v":"s3 cret&","k":"password"}',
    },
    {
      name: 'the value in the URL is escaped',
      fields: { url: 'URL/p?v={{ .remoteRef.key1 }}', body: '-' },
      push: entry({ key: 'key1' }, 'password'),
      call: 'POST /p?v=s3+cret%26',
      body: '-',
    },
    {
      name: 'the whole Secret as JSON',
      fields: {},
      push: entry({ key: 'key1' }),
      call: 'POST /p/key1',
      body: '{"password":"s3 cret&","user":"admin"}',
    },
  ];
  test.each(rows)('$name', async ({ fields, push, call, body }) => {
    fake.routes.push({ method: call.split(' ')[0] ?? '', path: call.split(' ')[1] ?? '', status: 200, body: '{}' });
    const written = JSON.parse(JSON.stringify({ url: `URL${url}`, ...fields }).replace('URL', fake.url)) as object;
    await (await connect(written)).writer?.push(push);
    expect(fake.requests.map((request) => [request.call, request.body])).toEqual([[call, body]]);
  });

  const refused = { code: 'WEBHOOK_NOT_TAKEN' };
  test.each([
    { what: 'a push', method: 'POST', status: 404, want: refused },
    { what: 'a push', method: 'POST', status: 304, want: refused },
    { what: 'a push', method: 'POST', status: 403, want: { code: 'STORE_REFUSED' } },
    { what: 'a deletion', method: 'DELETE', status: 304, want: refused },
    { what: 'a question whether it exists', method: 'GET', status: 304, want: { code: 'WEBHOOK_NOT_MODIFIED' } },
  ])('$what that is answered with $status is an error', async ({ method, status, want }) => {
    fake.routes.push({ method, path: '/p/key1', status, body: 'marked-body' });
    const { writer } = await connect({ url: `${fake.url}/p/key1` });
    const work = {
      POST: () => writer?.push(entry({ key: 'key1' }, 'password')),
      DELETE: () => writer?.delete({ key: 'key1' }),
      GET: () => writer?.exists({ key: 'key1' }),
    }[method as 'GET'];
    await expect(work()).rejects.toMatchObject(want);
    expect(fake.calls).toHaveLength(1);
  });

  test('500 is a fault, and is sent once', async () => {
    fake.routes.push({ method: 'POST', path: '/p/key1', status: 500, body: 'marked-body' });
    const pushing = (await connect({ url: `${fake.url}${url}` })).writer?.push(entry({ key: 'key1' }, 'password'));
    expect(await pushing?.catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code)).toBe('STORE_FAILED');
    expect(fake.calls).toHaveLength(1);
  });

  test("exists asks with the read's templates, of which a push's names are nothing", async () => {
    const body = '{{ index .remoteRef .remoteRef.remoteKey }}';
    const asking = (await connect({ url: `${fake.url}${url}`, method: 'POST', body })).writer?.exists({ key: 'key1' });
    expect(await asking?.catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code)).toMatch(/^TEMPLATE_/);
    expect(fake.calls).toEqual([]);
  });

  test.each([
    { name: 'what is there', status: 200, want: true },
    { name: 'what is not', status: 404, want: false },
  ])('exists: $name', async ({ status, want }) => {
    fake.routes.push({ method: 'GET', path: '/key1', status, body: '' });
    expect(await (await connect({})).writer?.exists({ key: 'key1' })).toBe(want);
  });

  test.each([200, 404])('a deletion that is answered with %i', async (status) => {
    fake.routes.push({ method: 'DELETE', path: '/p/a%2Fb', status, body: '' });
    const headers = { Authorization: '{{ .auth.token }}' };
    const secrets = [{ name: 'auth', secretRef: { name: 'creds' } }];
    const client = await connect(
      { url: `${fake.url}${url}`, headers, secrets, body: 'b' },
      { objects: [labelled('creds', { token: 't' })] },
    );
    await client.writer?.delete({ key: 'a/b' });
    expect(fake.requests.map((request) => [request.call, request.body, request.headers.authorization])).toEqual([
      ['DELETE /p/a%2Fb', '', 't'],
    ]);
  });
});

describe('stores', () => {
  const shared = (fields: object) => {
    const [one, two] = ['a', 'b'].map((usedFrom) =>
      provider.open(
        { url: 'https://h/{{ .remoteRef.key }}', ...fields } as never,
        testStoreInfo({ kind: 'ClusterSecretStore', usedFrom }),
      ),
    );
    return one?.identity === two?.identity;
  };
  test.each([
    { name: 'without the namespace', fields: {}, want: true },
    { name: 'with it', fields: { body: '{{ .remoteRef.namespace }}' }, want: false },
    { name: 'with all that is asked for', fields: { headers: { a: '{{ toJson .remoteRef }}' } }, want: false },
    { name: 'with everything', fields: { body: '{{ toJson . }}' }, want: false },
  ])('templates $name: one client for two namespaces is $want', ({ fields, want }) => {
    expect(shared(fields)).toBe(want);
  });

  test('check connects and asks for nothing', async () => {
    await (await connect({})).check?.();
    expect(fake.calls).toEqual(['HEAD /']);
  });

  const validations = [
    { name: 'fine', spec: {}, kind: 'SecretStore', want: [] },
    { name: 'a timeout that is none', spec: { timeout: '5' }, kind: 'SecretStore', want: ['WEBHOOK_TIMEOUT'] },
    { name: 'a header that is none', spec: { headers: { 'a b': 'c' } }, kind: 'SecretStore', want: ['HEADER_INVALID'] },
    {
      name: "a cluster store's Secret without a namespace",
      spec: { secrets: [{ name: 'a', secretRef: { name: 'b' } }] },
      kind: 'ClusterSecretStore',
      want: ['REFERENCE_NO_NAMESPACE'],
    },
    {
      name: 'a Secret of another namespace',
      spec: { secrets: [{ name: 'a', secretRef: { name: 'b', namespace: 'c' } }] },
      kind: 'SecretStore',
      want: ['REFERENCE_NAMESPACE'],
    },
  ] as const;
  test.each(validations)('validation: $name', ({ spec, kind, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo({ kind })) ?? []).map(({ code }) => code)).toEqual(want);
  });
});
