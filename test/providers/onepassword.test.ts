import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { provider } from '../../plugin/providers/onepassword/onepassword.ts';
import type { Client, EntryRef, Find } from '../../plugin/providers/provider.ts';
import { type ItemSeed, OnepasswordFake } from '../fakes/onepassword.ts';
import { testContext } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const secrets = { 'default/creds': { token: 'connect-token-of-the-test' } };
const auth = { secretRef: { connectTokenSecretRef: { name: 'creds', key: 'token' } } };
const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;
let fake: OnepasswordFake;

beforeEach(async () => {
  fake = await OnepasswordFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

const specOf = (on: OnepasswordFake, vaults: object = { main: 1 }): never =>
  ({ connectHost: on.url, vaults, auth }) as never;
const storeOf = (vaults?: object) => provider.open(specOf(fake, vaults), testStoreInfo());

async function connect(vaults?: object): Promise<Client> {
  const world = await testContext({ secrets, retrySettings: quick });
  close = world.close;
  return await storeOf(vaults).connect(world.context);
}

/** What `data[]` gives for an entry. */
async function dataOf(client: Client, entry: EntryRef): Promise<string> {
  const [answer] = await client.read([storeOf().ref(entry)]);
  if (answer?.kind !== 'value') return answer?.kind === 'failed' ? answer.error.code : 'missing';
  const selected = storeOf().select(answer.value, entry);
  if (selected.kind === 'value') return selected.value.reveal().toString();
  return selected.kind === 'failed' ? selected.error.code : 'missing';
}

async function extractOf(client: Client, entry: EntryRef): Promise<object | string> {
  const [answer] = await client.read([storeOf().ref(entry)]);
  if (answer?.kind !== 'value') return answer?.kind === 'failed' ? answer.error.code : 'missing';
  const extracted = storeOf().extract(answer.value, entry);
  if (extracted.kind !== 'values') return extracted.kind === 'failed' ? extracted.error.code : extracted.kind;
  return Object.fromEntries([...extracted.values].map(([name, value]) => [name, value.reveal().toString()]));
}

providerContract(
  '1Password Connect',
  async (signal) => {
    const own = await OnepasswordFake.start();
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    own.vaults.set('main', []);
    return {
      open: () => provider.open(specOf(own), testStoreInfo()),
      context,
      // All have one title, as what is kept of an item has it in it.
      put: (id, value) =>
        own.seed('main', { id, title: 'one', fields: [{ label: 'password', value: value.toString() }] }),
      refuse: () => void own.denied.add(OnepasswordFake.id('main')),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.filter((call) => call.startsWith('GET /v1/vaults/')).length,
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
    absent: 'failed',
    rereads: false,
    key: OnepasswordFake.id,
    raw: (value) =>
      JSON.stringify({ title: 'one', fields: [{ label: 'password', value }], wanted: { of: 'fields', name: '' } }),
  },
);

const login: ItemSeed = {
  title: 'db',
  fields: [
    { label: 'username', value: 'admin' },
    { label: 'password', value: 's3cret' },
    { label: 'empty' },
    { label: 'twice', value: '1' },
    { label: 'twice', value: '2' },
  ],
  files: { 'ca.pem': 'the-ca', 'raw.bin': Buffer.from([0, 255]) },
};
const document: ItemSeed = {
  title: 'doc',
  category: 'DOCUMENT',
  fields: [{ label: 'note', value: 'n' }],
  files: { first: 'one', second: 'two' },
};

describe('parts of an item', () => {
  const rows: { entry: EntryRef; want: string }[] = [
    { entry: { key: 'db' }, want: 's3cret' },
    { entry: { key: 'db', property: 'username' }, want: 'admin' },
    { entry: { key: 'db', property: 'field/username' }, want: 'admin' },
    { entry: { key: 'db', property: 'field/' }, want: 's3cret' },
    { entry: { key: 'db', property: 'empty' }, want: '' },
    { entry: { key: 'db', property: 'nope' }, want: 'ONEPASSWORD_FIELD' },
    { entry: { key: 'db', property: 'twice' }, want: 'ONEPASSWORD_FIELD' },
    { entry: { key: 'db', property: 'ca.pem' }, want: 'ONEPASSWORD_FIELD' },
    { entry: { key: 'db', property: 'file/ca.pem' }, want: 'the-ca' },
    { entry: { key: 'db', property: 'file/nope' }, want: 'ONEPASSWORD_FILE' },
    { entry: { key: 'doc' }, want: 'one' },
    { entry: { key: 'doc', property: 'second' }, want: 'two' },
    { entry: { key: 'doc', property: 'field/note' }, want: 'n' },
    { entry: { key: 'doc', property: 'note' }, want: 'ONEPASSWORD_FILE' },
    { entry: { key: 'fileless' }, want: 'ONEPASSWORD_FILE' },
  ];
  test.each(rows)('data: $entry', async ({ entry, want }) => {
    fake.seed('main', login);
    fake.seed('main', document);
    fake.seed('main', { title: 'fileless', category: 'DOCUMENT' });
    expect(await dataOf(await connect(), entry)).toBe(want);
  });

  test('bytes of a file stay', async () => {
    fake.seed('main', login);
    const entry = { key: 'db', property: 'file/raw.bin' };
    const [answer] = await (await connect()).read([storeOf().ref(entry)]);
    const selected = answer?.kind === 'value' ? storeOf().select(answer.value, entry) : answer;
    expect(selected?.kind === 'value' && [...selected.value.reveal()]).toEqual([0, 255]);
  });

  const plain: ItemSeed = { ...login, fields: (login.fields ?? []).slice(0, 3) };
  const extracts: { name: string; item: ItemSeed; property?: string; want: object | string }[] = [
    { name: 'all fields', item: plain, want: { username: 'admin', password: 's3cret', empty: '' } },
    { name: 'one field', item: login, property: 'username', want: { username: 'admin' } },
    { name: 'no such field', item: plain, property: 'nope', want: {} },
    { name: 'a label twice', item: login, want: 'ONEPASSWORD_FIELD' },
    { name: 'a file', item: login, property: 'file/ca.pem', want: { 'ca.pem': 'the-ca' } },
    { name: 'a document', item: document, want: { first: 'one', second: 'two' } },
    { name: "a document's fields", item: document, property: 'field/', want: { note: 'n' } },
  ];
  test.each(extracts)('extract: $name', async ({ item, property, want }) => {
    fake.seed('main', item);
    const entry = property === undefined ? { key: item.title } : { key: item.title, property };
    expect(await extractOf(await connect(), entry)).toEqual(want);
  });

  test('a version is refused', () => {
    expect(() => storeOf().ref({ key: 'db', version: '1' })).toThrow(/version/);
  });
});

describe('where items are looked for', () => {
  const withPassword = (title: string, value: string, id?: string): ItemSeed => ({
    ...(id === undefined ? {} : { id }),
    title,
    fields: [{ label: 'password', value }],
  });

  test('vaults in the order of their numbers', async () => {
    for (const vault of ['a', 'b', 'c']) fake.seed(vault, withPassword('db', `of ${vault}`));
    fake.seed('a', withPassword('only a', 'found'));
    const client = await connect({ a: 3, b: -1, c: 2 });
    expect(await dataOf(client, { key: 'db' })).toBe('of b');
    expect(await dataOf(client, { key: 'only a' })).toBe('found');
    expect(await dataOf(client, { key: 'nowhere' })).toBe('REMOTE_ABSENT');
  });

  test('an id in the first vault alone', async () => {
    const [one, two] = [OnepasswordFake.id('the one'), OnepasswordFake.id('the two')];
    fake.seed('a', withPassword('x', 'by id', one));
    fake.seed('b', withPassword('y', 'unseen', two));
    const client = await connect({ a: 1, b: 2 });
    expect(await dataOf(client, { key: one })).toBe('by id');
    expect(await dataOf(client, { key: two })).toBe('REMOTE_ABSENT');
  });

  test('two items of one title are told apart by nobody', async () => {
    fake.seed('main', withPassword('db', '1'));
    fake.seed('main', withPassword('db', '2'));
    expect(await dataOf(await connect(), { key: 'db' })).toBe('ONEPASSWORD_ITEMS');
  });

  test('an item is read once, however many of its parts are wanted', async () => {
    fake.seed('main', login);
    const client = await connect();
    await Promise.all(
      ['username', 'password', 'empty', 'file/ca.pem'].map((property) => dataOf(client, { key: 'db', property })),
    );
    expect(fake.calls).toEqual([
      'GET /v1/vaults?filter=title eq "main"',
      `GET /v1/vaults/${OnepasswordFake.id('main')}/items?filter=title eq "db"`,
      `GET /v1/vaults/${OnepasswordFake.id('main')}/items/${OnepasswordFake.id('item1')}`,
      expect.stringContaining('/files/'),
    ]);
  });

  test.each([
    { name: 'a vault by its id', vaults: { [OnepasswordFake.id('main')]: 1 }, want: 'v' },
    { name: 'a vault that is not there', vaults: { nope: 1 }, want: 'ONEPASSWORD_VAULT' },
    { name: 'an id that is not there', vaults: { [OnepasswordFake.id('nope')]: 1 }, want: 'ONEPASSWORD_VAULT' },
  ])('$name', async ({ vaults, want }) => {
    fake.seed('main', withPassword('db', 'v'));
    expect(await dataOf(await connect(vaults), { key: 'db' })).toBe(want);
  });
});

describe('find', () => {
  const rows: { name: string; find: Find; want: object | string }[] = [
    {
      name: 'by name, in every vault',
      find: { name: { regexp: '^k' } },
      want: { ka: '1', kb: '2', kc: '3', kf: 'file' },
    },
    { name: 'in the item of a title', find: { path: 'a' }, want: { ka: '1', same: 'a' } },
    { name: 'by tags, in the first vault', find: { tags: { red: 'unseen' } }, want: { ka: '1', same: 'a' } },
    { name: 'by all tags', find: { tags: { red: '', big: '' } }, want: {} },
    { name: 'of names that come twice the first', find: { name: { regexp: '^same$' } }, want: { same: 'a' } },
    { name: 'a label twice in an item', find: { path: 'bad' }, want: 'ONEPASSWORD_FIELD' },
  ];
  test.each(rows)('$name', async ({ name, find, want }) => {
    const item = (title: string, values: Record<string, string>, more: Partial<ItemSeed> = {}): ItemSeed => ({
      title,
      fields: Object.entries(values).map(([label, value]) => ({ label, value })),
      ...more,
    });
    fake.seed('main', item('a', { ka: '1', same: 'a' }, { tags: ['red'] }));
    fake.seed('main', item('b', { kb: '2', same: 'b' }, { tags: ['blue'], files: { kf: 'file' } }));
    fake.seed('other', item('c', { kc: '3', same: 'c' }, { tags: ['red'] }));
    if (name.includes('label')) {
      fake.seed('main', { title: 'bad', fields: ['x', 'x'].map((label) => ({ label, value: label })) });
    }
    const client = await connect({ main: 1, other: 2 });
    const outcome = await client.find?.(find).then(
      (matches) =>
        Object.fromEntries(matches.map((match) => [match.name, 'value' in match && match.value.reveal().toString()])),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toEqual(want);
  });
});

describe('stores', () => {
  const rows = [
    { name: 'fine', spec: { auth, vaults: { a: 1, b: 2 } }, want: [] },
    { name: 'no vaults', spec: { auth, vaults: {} }, want: ['ONEPASSWORD_VAULTS'] },
    { name: 'a list', spec: { auth, vaults: ['a'] }, want: ['ONEPASSWORD_VAULTS'] },
    { name: 'one number twice', spec: { auth, vaults: { a: 1, b: 1 } }, want: ['ONEPASSWORD_VAULTS'] },
    { name: 'no number', spec: { auth, vaults: { a: 'x' } }, want: ['ONEPASSWORD_VAULTS'] },
    {
      name: 'no key',
      spec: { auth: { secretRef: { connectTokenSecretRef: { name: 'a' } } }, vaults: { a: 1 } },
      want: ['STORE_FIELD'],
    },
    {
      name: 'a foreign namespace',
      spec: {
        auth: { secretRef: { connectTokenSecretRef: { name: 'a', key: 'b', namespace: 'c' } } },
        vaults: { a: 1 },
      },
      want: ['REFERENCE_NAMESPACE'],
    },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });

  test('check looks for every vault', async () => {
    for (const vault of ['a', 'b']) fake.seed(vault, { title: 'x' });
    await (await connect({ a: 1, b: 2 })).check?.();
    expect(fake.calls).toEqual(['GET /v1/vaults?filter=title eq "a"', 'GET /v1/vaults?filter=title eq "b"']);
  });
});
