import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { provider } from '../../plugin/providers/onepassword-sdk/onepassword-sdk.ts';
import type { Client, EntryRef, Find, Store } from '../../plugin/providers/provider.ts';
import { type CoreItem, OnepasswordCore } from '../fakes/onepassword-core.ts';
import { WebhookFake } from '../fakes/webhook.ts';
import { certificate } from '../support/certificate.ts';
import { type TestContextOptions, testContext } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

type RefUse = Parameters<Store['ref']>[1];

/** Stands in for the compiled part of the SDK; without it the real one runs. */
let mockCore: OnepasswordCore | undefined;

jest.mock('@1password/sdk-core', () => {
  const real = jest.requireActual('@1password/sdk-core');
  return {
    ...real,
    init_client: (config: string) => (mockCore === undefined ? real.init_client(config) : mockCore.initClient(config)),
    invoke: (config: string) => (mockCore === undefined ? real.invoke(config) : mockCore.invoke(config)),
    release_client: () => undefined,
  };
});

const secrets = { 'default/creds': { token: 'ops_token-of-the-test' } };
const auth = { serviceAccountSecretRef: { name: 'creds', key: 'token' } };
const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;

beforeEach(async () => {
  mockCore = await OnepasswordCore.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await mockCore?.close();
  mockCore = undefined;
});

const core = () => mockCore as OnepasswordCore;
const storeOf = (fields: object = { vault: 'main' }) => provider.open({ auth, ...fields } as never, testStoreInfo());

async function connect(fields?: object, options: TestContextOptions = {}): Promise<Client> {
  const world = await testContext({ secrets, retrySettings: quick, ...options });
  close = world.close;
  return await storeOf(fields).connect(world.context);
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return await work.then(
    () => 'fine',
    (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
  );
}

async function read(
  client: Client,
  entry: EntryRef,
  use: RefUse = 'select',
  fields?: object,
): Promise<object | string> {
  const [answer] = await client.read([storeOf(fields).ref(entry, use)]);
  if (answer?.kind !== 'value') return answer?.kind === 'failed' ? answer.error.code : 'missing';
  if (use === 'select') return answer.value.reveal().toString();
  const extracted = storeOf(fields).extract(answer.value, entry);
  if (extracted.kind !== 'values') return extracted.kind === 'failed' ? extracted.error.code : extracted.kind;
  return Object.fromEntries([...extracted.values].map(([name, value]) => [name, value.reveal().toString()]));
}

providerContract(
  "1Password's SDK",
  async (signal) => {
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    const asked = (isSignIn: boolean) => core().calls.filter((call) => (call === 'sign-in') === isSignIn).length;
    return {
      open: () => storeOf(),
      context,
      put: (key, value) => void core().references.set(`op://main/${key}`, { secret: value.toString() }),
      refuse: (key) => void core().denied.add(`op://main/${key}`),
      hang: () => core().fail({ kind: 'hang' }),
      calls: () => asked(false),
      signIns: () => asked(true),
      stop: () => end(),
    };
  },
  { binary: false, signIns: 1, absent: 'failed' },
);

describe('references', () => {
  test('are resolved together, each once', async () => {
    core().references.set('op://main/db/password', { secret: 's3cret' });
    core().references.set('op://main/db/section/user', { secret: 'admin' });
    const client = await connect();
    const keys = ['db/password', 'db/section/user', '/db/password', 'db/nope'];
    const refs = keys.map((key) => storeOf().ref({ key, property: 'not looked at' }));
    const answers = await client.read(refs);
    expect(
      answers.map((answer) =>
        answer.kind === 'value' ? answer.value.reveal().toString() : answer.kind === 'failed' && answer.error.code,
      ),
    ).toEqual(['s3cret', 'admin', 's3cret', 'REMOTE_ABSENT']);
    expect(core().calls).toEqual(['sign-in', 'SecretsResolveAll']);
  });

  const words: { why: string; want: string }[] = [
    { why: 'fieldNotFound', want: 'REMOTE_ABSENT' },
    { why: 'vaultNotFound', want: 'REMOTE_ABSENT' },
    { why: 'itemNotFound', want: 'REMOTE_ABSENT' },
    { why: 'noMatchingSections', want: 'REMOTE_ABSENT' },
    { why: 'parsing', want: 'ONEPASSWORD_REFERENCE' },
    { why: 'tooManyItems', want: 'ONEPASSWORD_REFERENCE' },
    { why: 'somethingNew', want: 'ONEPASSWORD_REFERENCE' },
  ];
  test.each(words)('$why is $want', async ({ why, want }) => {
    core().references.set('op://main/k', { why });
    expect(await read(await connect(), { key: 'k' })).toBe(want);
  });

  test('a version is refused', () => {
    expect(() => storeOf().ref({ key: 'db', version: '1' })).toThrow(/version/);
  });
});

const login: CoreItem = {
  title: 'db',
  tags: ['red'],
  fields: [
    ['username', 'admin'],
    ['password', 's3cret'],
  ],
  files: { 'ca.pem': Buffer.from('the-ca'), none: Buffer.alloc(0) },
};
const document: CoreItem = {
  title: 'doc',
  category: 'Document',
  fields: [['note', 'n']],
  document: ['own', Buffer.from('content')],
};
const byId: CoreItem = { id: 'abcdefghijklmnopqrstuvwxy1', title: 'unsaid', fields: [['a', '1']] };

describe('items', () => {
  const rows: { name: string; entry: EntryRef; want: object | string }[] = [
    { name: 'all fields', entry: { key: 'db' }, want: { username: 'admin', password: 's3cret' } },
    { name: 'one field', entry: { key: 'db', property: 'username' }, want: { username: 'admin' } },
    { name: 'files', entry: { key: 'db', property: 'file/' }, want: { 'ca.pem': 'the-ca', none: '' } },
    { name: 'one file', entry: { key: 'db', property: 'file/ca.pem' }, want: { 'ca.pem': 'the-ca' } },
    { name: 'a document', entry: { key: 'doc' }, want: { own: 'content' } },
    { name: "a document's fields", entry: { key: 'doc', property: 'field/' }, want: { note: 'n' } },
    { name: 'an item by its id', entry: { key: 'abcdefghijklmnopqrstuvwxy1' }, want: { a: '1' } },
    { name: 'none of that title', entry: { key: 'nope' }, want: 'REMOTE_ABSENT' },
    { name: 'two of that title', entry: { key: 'twin' }, want: 'ONEPASSWORD_ITEMS' },
    { name: 'two fields of one title', entry: { key: 'twofold' }, want: 'ONEPASSWORD_FIELD' },
  ];
  test.each(rows)('extract: $name', async ({ entry, want }) => {
    const twofold: CoreItem = {
      title: 'twofold',
      fields: [
        ['a', '1'],
        ['a', '2'],
      ],
    };
    core().vaults.set('main', [login, document, byId, { title: 'twin' }, { title: 'twin' }, twofold]);
    expect(await read(await connect(), entry, 'extract')).toEqual(want);
  });

  test('vaults and lists are read once', async () => {
    core().vaults.set('main', [login, document]);
    const client = await connect();
    for (const key of ['db', 'doc']) await read(client, { key, property: 'field/' }, 'extract');
    expect(core().calls).toEqual(['sign-in', 'VaultsList', 'ItemsList', 'ItemsGet', 'ItemsGet']);
  });

  test('a vault that is not there', async () => {
    expect(await read(await connect(), { key: 'db' }, 'extract')).toBe('ONEPASSWORD_VAULT');
  });

  const finds: { name: string; find: Find; want: object | string }[] = [
    {
      name: 'all',
      find: { name: { regexp: '.' }, path: 'db' },
      want: { 'ca.pem': 'the-ca', none: '', username: 'admin', password: 's3cret' },
    },
    { name: 'by name', find: { name: { regexp: '^(note|own)$' } }, want: { own: 'content', note: 'n' } },
    {
      name: 'by tags',
      find: { tags: { red: 'unseen' }, name: { regexp: 'e' } },
      want: { 'ca.pem': 'the-ca', none: '', username: 'admin' },
    },
    { name: 'a name in two items', find: { name: { regexp: 'password' } }, want: 'ONEPASSWORD_TWICE' },
  ];
  test.each(finds)('find: $name', async ({ find, want }) => {
    core().vaults.set('main', [login, document, { title: 'web', fields: [['password', 'x']] }]);
    const outcome = await (await connect()).find?.(find).then(
      (matches) =>
        Object.fromEntries(matches.map((match) => [match.name, 'value' in match && match.value.reveal().toString()])),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toEqual(want);
  });
});

describe('environments', () => {
  const fields = { environment: 'env-1' };
  beforeEach(() => {
    core().environments.set('env-1', [
      ['A', '1'],
      ['J', '{"a":1.50,"b":"x"}'],
      ['__proto__', 'p'],
    ]);
  });

  const rows: { name: string; entry: EntryRef; use?: RefUse; want: object | string }[] = [
    { name: 'a variable', entry: { key: 'A', property: 'not looked at' }, want: '1' },
    { name: 'one of a bad name', entry: { key: '__proto__' }, want: 'p' },
    { name: 'none', entry: { key: 'B' }, want: 'REMOTE_ABSENT' },
    { name: 'its members', entry: { key: 'J' }, use: 'extract', want: { a: '1.50', b: 'x' } },
    { name: 'no members', entry: { key: 'A' }, use: 'extract', want: 'EXTRACT_NOT_OBJECT' },
  ];
  test.each(rows)('$name', async ({ entry, use = 'select', want }) => {
    expect(await read(await connect(fields), entry, use, fields)).toEqual(want);
  });

  test('find', async () => {
    const client = await connect(fields);
    const found = await client.find?.({ name: { regexp: '^A' } });
    expect(found?.map((match) => 'value' in match && [match.name, match.value.reveal().toString()])).toEqual([
      ['A', '1'],
    ]);
    expect(await codeOf(client.find?.({ path: 'x' }) as Promise<unknown>)).toBe('FIND_PATH');
    expect(await codeOf(client.find?.({ tags: {} }) as Promise<unknown>)).toBe('FIND_TAGS');
  });
});

describe('faults', () => {
  const rows: { name: string; make: (on: OnepasswordCore) => void; want: string; calls?: number }[] = [
    { name: '403', make: (on) => on.fail({ kind: 'status', status: 403 }), want: 'STORE_REFUSED', calls: 1 },
    { name: '401', make: (on) => on.fail({ kind: 'status', status: 401 }), want: 'STORE_CREDENTIALS', calls: 1 },
    { name: '429', make: (on) => on.fail({ kind: 'status', status: 429 }), want: 'STORE_THROTTLED', calls: 4 },
    { name: '500', make: (on) => on.fail({ kind: 'status', status: 500 }), want: 'STORE_FAILED', calls: 4 },
    {
      name: '429, then an answer',
      make: (on) => on.fail({ kind: 'status', status: 429 }, { times: 2 }),
      want: 'v',
      calls: 3,
    },
    { name: 'a broken connection', make: (on) => on.fail({ kind: 'reset' }), want: 'STORE_UNREACHABLE', calls: 4 },
    {
      name: "the SDK's own word for too many requests",
      make: (on) => {
        on.throws = JSON.stringify({ name: 'RateLimitExceeded', message: 'marked-message' });
      },
      want: 'v',
      calls: 2,
    },
    {
      name: 'a message of the SDK',
      make: (on) => {
        on.throws = 'marked-message with a value';
      },
      want: 'STORE_FAILED',
      calls: 1,
    },
  ];
  test.each(rows)('$name', async ({ make, want, calls = 1 }) => {
    core().references.set('op://main/k', { secret: 'v' });
    const client = await connect();
    make(core());
    const [answer] = await client.read([storeOf().ref({ key: 'k' })]);
    const outcome =
      answer?.kind === 'value' ? answer.value.reveal().toString() : answer?.kind === 'failed' && answer.error.code;
    expect(outcome).toBe(want);
    expect(answer?.kind === 'failed' ? answer.error.message : '').not.toContain('marked');
    expect(core().calls).toHaveLength(calls + 1);
  });

  test('a token that is none', async () => {
    const other = { 'default/creds': { token: 'ops_other' } };
    const failure = await connect({ vault: 'main' }, { secrets: other }).catch(
      (thrown: unknown) => faultsOf(thrown)?.[0],
    );
    expect(failure).toMatchObject({ code: 'STORE_CREDENTIALS' });
    expect(JSON.stringify(failure)).not.toContain('ops_other');
  });

  test("the platform's fetch is its own again", async () => {
    const before = globalThis.fetch;
    core().fail({ kind: 'reset' });
    await codeOf(connect());
    expect(globalThis.fetch).toBe(before);
  });
});

describe('the real compiled part', () => {
  beforeEach(async () => {
    await mockCore?.close();
    mockCore = undefined;
  });

  /** A token of the form of one, for a service at an address. */
  function tokenFor(signInAddress: string): string {
    const content = {
      signInAddress,
      userAuth: { method: 'SRPg-4096', alg: 'PBES2g-HS256', iterations: 650000, salt: 'c2FsdHNhbHRzYWx0c2E' },
      email: 'x@1passwordserviceaccounts.com',
      srpX: 'a'.repeat(64),
      muk: {
        alg: 'A256GCM',
        ext: true,
        k: Buffer.alloc(32, 1).toString('base64url'),
        key_ops: ['encrypt', 'decrypt'],
        kty: 'oct',
        kid: 'mp',
      },
      secretKey: 'A3-ABCDEF-ABCDEF-ABCDE-ABCDE-ABCDE-ABCDE',
      throttleSecret: { seed: 'a'.repeat(64), uuid: 'A'.repeat(26) },
      deviceUuid: 'a'.repeat(26),
    };
    return `ops_${Buffer.from(JSON.stringify(content)).toString('base64url')}`;
  }
  const signIn = (token: string, options: TestContextOptions = {}) =>
    codeOf(connect({ vault: 'main' }, { secrets: { 'default/creds': { token } }, ...options }));

  test.each(['no token at all', 'ops_', 'ops_AAAA'])('%s', async (token) => {
    expect(await signIn(token)).toBe('STORE_CREDENTIALS');
  });

  test('a certificate that nobody vouches for', async () => {
    const server = await WebhookFake.start([], certificate());
    expect(await signIn(tokenFor(new URL(server.url).host))).toBe('STORE_CERTIFICATE');
    await server.close();
    expect(server.calls).toEqual([]);
  });

  test('a closed port', async () => {
    const server = await WebhookFake.start();
    const { host } = new URL(server.url);
    await server.close();
    expect(await signIn(tokenFor(host))).toBe('STORE_UNREACHABLE');
  });
});

describe('stores', () => {
  const rows = [
    { name: 'a vault', spec: { auth, vault: 'a' }, want: [] },
    { name: 'an environment', spec: { auth, environment: 'a' }, want: [] },
    { name: 'neither', spec: { auth }, want: ['ONEPASSWORD_SCOPE'] },
    { name: 'both', spec: { auth, vault: 'a', environment: 'b' }, want: ['ONEPASSWORD_SCOPE'] },
    { name: 'no key', spec: { auth: { serviceAccountSecretRef: { name: 'a' } }, vault: 'a' }, want: ['STORE_FIELD'] },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });

  test('check looks for the vault', async () => {
    core().vaults.set('main', []);
    expect(await codeOf((await connect()).check?.() as Promise<unknown>)).toBe('fine');
    expect(await codeOf((await connect({ vault: 'nope' })).check?.() as Promise<unknown>)).toBe('ONEPASSWORD_VAULT');
  });
});
