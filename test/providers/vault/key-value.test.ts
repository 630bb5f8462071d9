import { bytesOf, textOf } from '../../../plugin/go/byte-string.ts';
import { marshalJson } from '../../../plugin/go/json.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import type { Answer, Client, EntryRef, Find, RemoteRef } from '../../../plugin/providers/provider.ts';
import { provider as openBao } from '../../../plugin/providers/vault/openbao.ts';
import { provider as vault } from '../../../plugin/providers/vault/vault.ts';
import type { FaultKind } from '../../fakes/vault/fault.ts';
import { json, readFields } from '../../fakes/vault/fields.ts';
import { appRole } from '../../fakes/vault/logins.ts';
import type { Fields } from '../../fakes/vault/request.ts';
import { VaultFake } from '../../fakes/vault/vault-fake.ts';
import { testContext } from '../../support/provider-context.ts';
import { type TestRun, testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { providerContract } from '../contract.ts';

const root = 'hvs.root-token-of-the-test';
const secrets = { 'default/token': { token: root }, 'default/role': { id: 'the-secret-id' } };
const auth = { tokenSecretRef: { name: 'token', key: 'token' } };
const readAll = [
  { path: 'secret/*', capabilities: ['read', 'list'] },
  { path: 'kv/*', capabilities: ['read', 'list'] },
] as const;

async function start(): Promise<VaultFake> {
  const fake = await VaultFake.start();
  fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, root);
  fake.tokens.policies.set('reader', readAll);
  fake.signIn('approle', appRole({ 'the-role': ['the-secret-id'] }));
  return fake;
}

let fake: VaultFake;
let run: TestRun;
let close: (() => void) | undefined;

beforeEach(async () => {
  fake = await start();
});

afterEach(async () => {
  close?.();
  await fake.close();
});

/** Four tries without waits. */
const quick = { maxRetries: 3, retryInterval: '1ms' };

async function connect(fields: object = {}, given: TestRun = testRun(), provider = vault): Promise<Client> {
  const world = await testContext({ run: given, secrets, retrySettings: quick });
  ({ run, close } = world);
  const spec = { server: fake.url, path: 'secret', version: 'v2', auth, ...fields };
  return await provider.open(spec as never, testStoreInfo()).connect(world.context);
}

const values = (object: object): Fields => json(object) as Fields;

for (const [name, provider, mount] of [
  ['Vault', vault, 'secret'],
  ['Vault with KV v1', vault, 'kv'],
] as const) {
  providerContract(
    name,
    async (signal) => {
      const own = await start();
      const { context, close: end } = await testContext({ run: testRun({ signal }), secrets });
      const version = mount === 'kv' ? 'v1' : 'v2';
      const [one, two] = [own.kv1('kv'), own.kv2('secret')];
      const login = { appRole: { path: 'approle', roleId: 'the-role', secretRef: { name: 'role', key: 'id' } } };
      const spec = { server: own.url, path: mount, version, auth: login };
      return {
        open: () => provider.open(spec as never, testStoreInfo()),
        context,
        put(key, value) {
          const data = values({ value: value.toString() });
          if (version === 'v1') one.secrets.set(key, data);
          else two.write(key, data);
        },
        refuse: (key) => void own.denied.add(version === 'v1' ? `kv/${key}` : `secret/data/${key}`),
        hang: () => own.fail({ kind: 'hang' }),
        calls: () => own.calls.filter((call) => !call.includes('/auth/')).length,
        signIns: () => own.calls.filter((call) => call.includes('/login')).length,
        async stop() {
          end();
          await own.close();
        },
      };
    },
    {
      binary: false,
      signIns: 1,
      raw: (text) => textOf(marshalJson(new Map([[bytesOf('value'), bytesOf(text)]]))),
    },
  );
}

describe('reading', () => {
  function seed(): void {
    const engine = fake.kv2('secret');
    for (const a of ['one', 'two', 'three']) engine.write('ver', values({ a }));
    for (const version of engine.write('gone', values({ a: '1' })).versions) version.deletionTime = 'then';
    engine.write('meta', values({})).custom = values({ env: 'prod', created_time: 'hidden' });
    engine.write('secret/x', values({ a: 'in the folder' }));
    fake.kv1('kv').secrets.set('n', readFields('{"z": 1.50, "e": 1e21, "neg": -0, "big": 12345678901234567890}'));
  }
  const numbers = '{"big":12345678901234567890,"e":1e21,"neg":-0,"z":1.50}';

  const rows: { name: string; entry: EntryRef; want: string; calls: string[]; fields?: object }[] = [
    { name: 'the latest version', entry: { key: 'ver' }, want: '{"a":"three"}', calls: ['GET /v1/secret/data/ver'] },
    {
      name: 'a version',
      entry: { key: 'ver', version: '2' },
      want: '{"a":"two"}',
      calls: ['GET /v1/secret/data/ver?version=2'],
    },
    {
      name: 'a deleted version is missing',
      entry: { key: 'gone' },
      want: 'missing',
      calls: ['GET /v1/secret/data/gone'],
    },
    {
      name: 'a number that Go would read otherwise is asked of the server',
      entry: { key: 'ver', version: '0x1' },
      want: 'VAULT_VERSION',
      calls: ['GET /v1/secret/data/ver?version=0x1'],
    },
    {
      name: 'a custom entry hides the system one of its name',
      entry: { key: 'meta', metadataPolicy: 'Fetch' },
      want: '{"created_time":"hidden","current_version":"1","delete_version_after":"0s","env":"prod"}',
      calls: ['GET /v1/secret/metadata/meta'],
    },
    {
      name: 'metadata of an unknown secret are a fault',
      entry: { key: 'nope', metadataPolicy: 'Fetch' },
      want: 'REMOTE_NOT_FOUND',
      calls: ['GET /v1/secret/metadata/nope'],
    },
    {
      name: 'KV v1 keeps the spelling of numbers',
      entry: { key: 'n', version: '7' },
      want: numbers,
      calls: ['GET /v1/kv/n'],
      fields: { path: 'kv', version: 'v1' },
    },
    {
      name: 'a mount that is a folder of one is a fault with a hint',
      entry: { key: 'x' },
      want: 'VAULT_NO_DATA',
      calls: ['GET /v1/secret/app/data/x'],
      fields: { path: 'secret/app' },
    },
    {
      name: 'half a character is no crash',
      entry: { key: 'a\ud800b' },
      want: 'missing',
      calls: ['GET /v1/secret/data/a\ufffdb'],
    },
    {
      name: 'a folder that is called like the mount takes naming it twice',
      entry: { key: 'secret/secret/x' },
      want: '{"a":"in the folder"}',
      calls: ['GET /v1/secret/data/secret/x'],
    },
  ];

  test.each(rows)('$name', async ({ entry, want, calls, fields = {} }) => {
    seed();
    const client = await connect(fields);
    const store = vault.open({ server: fake.url, path: 'secret', version: 'v2', auth, ...fields }, testStoreInfo());
    const answers = await client.read([store.ref(entry)]);
    expect(answers.map(shown)).toEqual([want]);
    expect(fake.calls).toEqual(calls);
  });

  test('sends what Go sends: X-Vault-Request, the namespace, the headers of the store but none of ours', async () => {
    fake.kv2('secret', 'team').write('a', values({ b: 'c' }));
    const headers = { 'X-Own': 'yes', 'x-vault-token': 'stolen', Host: 'elsewhere', 'X-Vault-Namespace': 'other' };
    const client = await connect({ namespace: 'team', headers });
    expect((await client.read([{ key: 'a' }])).map(shown)).toEqual(['{"b":"c"}']);
    expect(fake.requests[0]?.headers).toMatchObject({
      'x-vault-request': 'true',
      'x-vault-token': root,
      'x-vault-namespace': 'team',
      'x-own': 'yes',
    });
    expect(fake.requests[0]?.headers.host).toBe(new URL(fake.url).host);
  });

  const indices = {
    old: Buffer.from('v1:c1:9:5:sig').toString('base64'),
    newer: Buffer.from('v1:c1:12:5:sig').toString('base64'),
    other: Buffer.from('v1:c2:1:1:sig').toString('base64'),
  };
  test.each([
    { name: 'neither', fields: {}, want: [undefined, undefined, undefined, undefined], forwards: undefined },
    {
      name: 'readYourWrites',
      fields: { readYourWrites: true },
      want: [undefined, indices.newer, indices.newer, indices.other],
      forwards: undefined,
    },
    {
      name: 'both',
      fields: { readYourWrites: true, forwardInconsistent: true },
      want: [undefined, indices.newer, indices.newer, indices.other],
      forwards: 'forward-active-node',
    },
  ])('$name: carries the newest index on', async ({ fields, want, forwards }) => {
    const client = await connect(fields);
    for (const index of [indices.newer, indices.old, indices.other, indices.other]) {
      fake.headers['x-vault-index'] = index;
      await client.read([{ key: 'a' }]);
    }
    expect(fake.requests.map(({ headers }) => headers['x-vault-index'])).toEqual(want);
    expect(fake.requests.at(-1)?.headers['x-vault-inconsistent']).toBe(forwards);
  });

  test('a base path of the server stays, slashes at its end do not', async () => {
    fake.kv2('secret').write('a', values({}));
    const client = await connect({ server: `${fake.url}/prefix///` });
    await client.read([{ key: 'a' }]).catch(() => undefined);
    expect(fake.calls).toEqual(['GET /v1//prefix/v1/secret/data/a']);
  });

  test('a standby sends its callers on once', async () => {
    fake.kv2('secret').write('a', values({ b: 'c' }));
    const standby = await start();
    standby.redirectTo = fake.url;
    const client = await connect({ server: standby.url });
    expect((await client.read([{ key: 'a' }])).map(shown)).toEqual(['{"b":"c"}']);
    expect([standby.calls, fake.calls]).toEqual([['GET /v1/secret/data/a'], ['GET /v1/secret/data/a']]);
    fake.redirectTo = standby.url;
    expect((await client.read([{ key: 'a' }])).map(shown)).toEqual(['STORE_ANSWER']);
    await standby.close();
  });
});

describe('ref()', () => {
  const noMount = { path: undefined };
  const v1 = { version: 'v1' };
  const rows: { name: string; fields?: object; entry: EntryRef; want: RemoteRef | string }[] = [
    { name: 'the mount before a key is cut off', entry: { key: 'secret/a/b' }, want: { key: 'a/b' } },
    { name: 'and data/ behind it', entry: { key: 'secret/data/a' }, want: { key: 'a' } },
    { name: 'data/ alone is not', entry: { key: 'data/a' }, want: { key: 'data/a' } },
    { name: 'slashes are tidied', entry: { key: '/a//b/' }, want: { key: 'a/b' } },
    { name: 'version 0 is the latest', entry: { key: 'a', version: '0' }, want: { key: 'a' } },
    { name: 'a property is no part of it', entry: { key: 'a', property: 'x' }, want: { key: 'a' } },
    {
      name: 'metadata have no versions, and nothing is cut',
      entry: { key: 'secret/a', version: '2', metadataPolicy: 'Fetch' },
      want: { key: 'secret/a', metadataPolicy: 'Fetch' },
    },
    { name: 'KV v1 has no versions', fields: v1, entry: { key: 'a', version: '3' }, want: { key: 'a' } },
    { name: 'KV v1 has data/ as a folder', fields: v1, entry: { key: 'secret/data/a' }, want: { key: 'data/a' } },
    {
      name: 'without a mount the first segment is it',
      fields: noMount,
      entry: { key: 'm/a/b' },
      want: { key: 'm/data/a/b' },
    },
    {
      name: 'without a mount a key with data stays',
      fields: noMount,
      entry: { key: 'm/x/data/a' },
      want: { key: 'm/x/data/a' },
    },
    {
      name: 'without a mount metadata stand beside data',
      fields: noMount,
      entry: { key: 'm/data/a', metadataPolicy: 'Fetch' },
      want: { key: 'm/metadata/a', metadataPolicy: 'Fetch' },
    },
    { name: 'a version that is none', entry: { key: 'a', version: 'latest' }, want: 'VAULT_VERSION' },
    { name: 'a key that walks up', entry: { key: 'a/../../sys/mounts' }, want: 'VAULT_KEY' },
    { name: 'metadata of KV v1', fields: v1, entry: { key: 'a', metadataPolicy: 'Fetch' }, want: 'VAULT_KV1' },
    {
      name: 'metadata without a mount and without data',
      fields: noMount,
      entry: { key: 'm/a', metadataPolicy: 'Fetch' },
      want: 'VAULT_PATH',
    },
    { name: 'a key called constructor', entry: { key: 'constructor' }, want: { key: 'constructor' } },
  ];

  test.each(rows)('$name', ({ fields = {}, entry, want }) => {
    const spec = JSON.parse(JSON.stringify({ server: 'https://v', path: 'secret', ...fields })) as never;
    const store = vault.open({ ...(spec as object), ...fields } as never, testStoreInfo());
    if (typeof want === 'string') expect(() => store.ref(entry)).toThrow(expect.objectContaining({ code: want }));
    else expect(store.ref(entry)).toEqual(want);
  });
});

describe('select() and extract()', () => {
  const text =
    '{"__proto__":"p","a.b":"lit","a":{"b":"x","n":1.50},"e":1e21,"f":1.50,"h":"<&>","l":[1.50,"<"],"neg":-0,"nul":null,"s":"{\\"k\\":1.50}","small":1e-7,"t":true}';
  const rows: { property: string | undefined; value: string; members: string; bao?: string }[] = [
    {
      property: undefined,
      value: text,
      members:
        '__proto__=p a.b=lit a={"b":"x","n":1.5} e=1000000000000000000000 f=1.5 h=<&> l=[1.5,"\\u003c"] neg=-0 nul= s={"k":1.50} small=0.0000001 t=true',
    },
    { property: 'a.b', value: 'lit', members: 'EXTRACT_NOT_OBJECT' },
    { property: 'a.n', value: '1.5', members: 'EXTRACT_NOT_OBJECT', bao: 'PROPERTY_MISSING' },
    { property: 'a', value: '{"b":"x","n":1.50}', members: 'b=x n=1.5' },
    { property: 'f', value: '1.50', members: 'EXTRACT_NOT_OBJECT' },
    { property: 'l', value: '[1.50,"\\u003c"]', members: 'EXTRACT_NOT_OBJECT' },
    { property: 'l.1', value: '<', members: 'EXTRACT_NOT_OBJECT', bao: 'PROPERTY_MISSING' },
    { property: 'nul', value: '', members: 'EXTRACT_NOT_OBJECT' },
    { property: 's', value: '{"k":1.50}', members: 'k=1.5' },
    { property: 'nope', value: 'PROPERTY_MISSING', members: 'PROPERTY_MISSING' },
    { property: 'constructor', value: 'PROPERTY_MISSING', members: 'PROPERTY_MISSING' },
    { property: '__proto__', value: 'p', members: 'EXTRACT_NOT_OBJECT' },
  ];

  test.each(rows)('property $property', ({ property, value, members, bao = value }) => {
    const entry = property === undefined ? { key: 'k' } : { key: 'k', property };
    const found = (provider: typeof vault) => provider.open({ server: 'https://v' }, testStoreInfo());
    expect(shown(found(vault).select(new Sensitive(text), entry) as Answer)).toBe(value);
    expect(shown(found(openBao).select(new Sensitive(text), entry) as Answer)).toBe(bao);
    const extracted = found(vault).extract(new Sensitive(text), entry);
    const all =
      extracted.kind === 'values' ? [...extracted.values].map(([name, one]) => `${name}=${one.reveal()}`) : [];
    expect(extracted.kind === 'failed' ? extracted.error.code : all.join(' ')).toBe(members);
  });

  test('the text null has no members', () => {
    const store = openBao.open({ server: 'https://v' }, testStoreInfo());
    expect(store.extract(new Sensitive('null'), { key: 'k' })).toEqual({ kind: 'values', values: new Map() });
    expect(shown(store.select(new Sensitive('null'), { key: 'k' }) as Answer)).toBe('null');
  });
});

describe('find', () => {
  function seed(): void {
    const engine = fake.kv2('secret');
    engine.write('app/one', values({ a: 1 })).custom = values({ env: 'prod' });
    engine.write('app/sub/two', values({ b: 2 })).custom = values({ env: 'prod', tier: 'x' });
    engine.write('secret/x', values({ c: 3 }));
    engine.write('other', values({ d: 4 }));
  }
  const all = ['app/one', 'app/sub/two', 'other', 'secret/x'];
  const rows: { name: string; find: Find; want: string[] | string; calls: number; fields?: object }[] = [
    { name: 'nothing asked for: everything, without reading metadata', find: {}, want: all, calls: 4 },
    { name: 'empty tags: the same', find: { tags: {} }, want: all, calls: 4 },
    { name: 'by name', find: { name: { regexp: '/(one|x)$' } }, want: ['app/one', 'secret/x'], calls: 4 },
    { name: 'by tags', find: { tags: { env: 'prod', tier: 'x' } }, want: ['app/sub/two'], calls: 8 },
    { name: 'by a tag that is a system field', find: { tags: { current_version: '1' } }, want: all, calls: 8 },
    { name: 'by a tag called constructor', find: { tags: { constructor: 'x' } }, want: [], calls: 8 },
    { name: 'a name wins over tags', find: { name: {}, tags: { env: 'prod' } }, want: all, calls: 4 },
    {
      name: 'below a path, which stays in the names',
      find: { path: 'app' },
      want: ['app/one', 'app/sub/two'],
      calls: 2,
    },
    {
      name: 'below a path with slashes, which stay too',
      find: { path: 'app/' },
      want: ['app//one', 'app//sub/two'],
      calls: 2,
    },
    { name: 'below a path that is not there', find: { path: 'nope' }, want: 'FIND_MISSING', calls: 1 },
    { name: 'below a path that walks up', find: { path: '../sys' }, want: 'VAULT_KEY', calls: 0 },
    { name: 'by a broken expression', find: { name: { regexp: '(' } }, want: 'FIND_REGEXP', calls: 0 },
    {
      name: 'without a mount',
      find: { path: 'secret/data/app' },
      want: ['secret/data/app/one', 'secret/data/app/sub/two'],
      calls: 2,
      fields: { path: undefined },
    },
    {
      name: 'without a mount and data',
      find: { path: 'secret' },
      want: 'VAULT_PATH',
      calls: 0,
      fields: { path: undefined },
    },
    { name: 'KV v1 by tags', find: { tags: {} }, want: 'VAULT_KV1', calls: 0, fields: { version: 'v1' } },
    {
      name: 'KV v1 without a mount',
      find: { path: 'kv' },
      want: 'VAULT_PATH',
      calls: 0,
      fields: { version: 'v1', path: undefined },
    },
    {
      name: 'on a mount that is a folder of one',
      find: {},
      want: 'VAULT_NO_KEYS',
      calls: 1,
      fields: { path: 'secret/app' },
    },
  ];

  test.each(rows)('$name', async ({ find, want, calls, fields = {} }) => {
    seed();
    const client = await connect(fields);
    const found = await client.find?.(find).then(
      (matches) => matches.map(({ name }) => name).sort(),
      (thrown: { code: string }) => thrown.code,
    );
    expect(found).toEqual(want);
    expect(fake.calls).toHaveLength(calls);
  });

  test('reads what was listed, even in a folder that is called like the mount', async () => {
    seed();
    const client = await connect();
    const matches = (await client.find?.({ name: { regexp: '^secret/' } })) ?? [];
    const refs = matches.flatMap((match) => ('ref' in match ? [match.ref] : []));
    expect(refs).toEqual([{ key: 'secret/x' }]);
    expect((await client.read(refs)).map(shown)).toEqual(['{"c":3}']);
  });

  test('a secret that went away while metadata were read is left out', async () => {
    seed();
    const client = await connect();
    fake.fail({ kind: 'missing', call: 'GET /v1/secret/metadata/app/one' });
    const matches = await client.find?.({ tags: { env: 'prod' } });
    expect(matches?.map(({ name }) => name)).toEqual(['app/sub/two']);
  });

  test('asks a few at a time', async () => {
    const engine = fake.kv2('secret');
    for (let index = 0; index < 40; index += 1) engine.write(`s${index}`, values({}));
    fake.latencyMs = 5;
    const client = await connect();
    await client.find?.({ tags: { a: 'b' } });
    expect(fake.calls).toHaveLength(41);
    expect(fake.mostAtOnce).toBe(8);
  });
});

describe('openBao', () => {
  const bao = (fields: object = {}) => connect({ path: 'kv', ...fields }, testRun(), openBao);

  const rows: { name: string; entry: EntryRef; want: string }[] = [
    { name: 'nothing is cut off a key', entry: { key: 'kv/data/a' }, want: 'nested' },
    { name: 'an unknown secret is a fault, whatever the policy', entry: { key: 'nope' }, want: 'REMOTE_NOT_FOUND' },
    { name: 'a deleted version is the text null', entry: { key: 'gone' }, want: 'null' },
    { name: 'a version', entry: { key: 'a', version: '1' }, want: '{"v":1}' },
    { name: 'metadataPolicy is not looked at', entry: { key: 'a', metadataPolicy: 'Fetch' }, want: '{"v":2}' },
  ];
  test.each(rows)('$name', async ({ entry, want }) => {
    const engine = fake.kv2('kv');
    engine.write('a', values({ v: 1 }));
    engine.write('a', values({ v: 2 }));
    engine.write('kv/data/a', values({ v: 3 }));
    for (const version of engine.write('gone', values({})).versions) version.deletionTime = 'then';
    const store = openBao.open({ server: fake.url }, testStoreInfo());
    const answers = await (await bao({ path: undefined })).read([store.ref(entry)]);
    expect(answers.map(shown)).toEqual([want === 'nested' ? '{"v":3}' : want]);
  });

  test.each([
    { name: 'a version that is none', fields: {}, entry: { key: 'a', version: 'x1' }, code: 'VAULT_VERSION' },
    { name: 'a version of KV v1', fields: { version: 'v1' }, entry: { key: 'a', version: '1' }, code: 'VAULT_KV1' },
    { name: 'a key that walks up', fields: {}, entry: { key: '../a' }, code: 'VAULT_KEY' },
  ])('refuses $name', ({ fields, entry, code }) => {
    const store = openBao.open({ server: 'https://v', ...fields } as never, testStoreInfo());
    expect(() => store.ref(entry)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    { name: 'one level, bare names', find: { name: {} }, want: ['top -> top'] },
    {
      name: 'a folder, read with it',
      find: { path: 'app', name: { regexp: 'o' } },
      want: ['one -> app/one', 'two -> app/two'],
    },
    { name: 'a folder that is not there', find: { path: 'nope', name: {} }, want: 'REMOTE_NOT_FOUND' },
    { name: 'tags', find: { tags: {}, name: {} }, want: 'FIND_TAGS' },
    { name: 'no name', find: { path: 'app' }, want: 'FIND_NAME' },
  ])('find: $name', async ({ find, want }) => {
    const engine = fake.kv2('kv');
    for (const key of ['app/one', 'app/two', 'app/sub/three', 'top']) engine.write(key, values({}));
    const found = await (await bao()).find?.(find as Find).then(
      (matches) => matches.map((match) => `${match.name} -> ${'ref' in match ? match.ref.key : ''}`),
      (thrown: { code: string }) => thrown.code,
    );
    expect(found).toEqual(want);
  });

  test('cannot be written', async () => {
    expect((await bao()).writer).toBeUndefined();
    expect(openBao.capabilities).toBe('ReadOnly');
  });
});

describe('faults', () => {
  const rows: { kind: FaultKind; code: string; tries: number; says?: RegExp }[] = [
    { kind: 'denied', code: 'STORE_REFUSED', tries: 1, says: /403 it needs "read" on "secret\/data\/db"/ },
    { kind: 'throttled', code: 'STORE_THROTTLED', tries: 4 },
    { kind: 'stale', code: 'STORE_FAILED', tries: 4, says: /412/ },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4, says: /500/ },
    { kind: 'not initialized', code: 'STORE_FAILED', tries: 1, says: /501/ },
    { kind: 'sealed', code: 'STORE_SEALED', tries: 4, says: /127\.0\.0\.1:\d+ is sealed/ },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER', tries: 1 },
    { kind: 'html 404', code: 'STORE_ANSWER', tries: 1 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
    { kind: 'stalled body', code: 'STORE_TIMEOUT', tries: 4 },
  ];

  test.each(rows)('$kind: $code after $tries tries', async ({ kind, code, tries, says }) => {
    fake.kv2('secret').write('db', values({ a: 'marked-value' }));
    const opened = await connect({}, testRun({ config: { limits: { requestTimeoutMs: 150 } } }));
    fake.fail({ kind, call: 'GET /v1/secret' });
    const [answer] = await opened.read([{ key: 'db' }]);
    expect(answer).toMatchObject({ kind: 'failed', error: { code, exitStatus: 3 } });
    expect(fake.calls.filter((call) => call.startsWith('GET /v1/secret'))).toHaveLength(tries);
    const error = answer?.kind === 'failed' ? answer.error : undefined;
    expect(`${error?.says} ${error?.hint}`).toMatch(says ?? /./);
    expect(`${error?.says} ${error?.hint} ${String(error?.stack)}`).not.toMatch(/marked|root-token/);
    expect(error?.hint).toBeDefined();
  });

  test('an answer without data is a fault for either version of the engine', async () => {
    fake.fail({ kind: 'empty' });
    expect((await (await connect()).read([{ key: 'db' }])).map(shown)).toEqual(['VAULT_NO_DATA']);
    expect((await (await connect({ version: 'v1' })).read([{ key: 'db' }])).map(shown)).toEqual(['STORE_ANSWER']);
  });

  test('throttled twice, then an answer', async () => {
    fake.kv2('secret').write('db', values({ a: 'b' }));
    const opened = await connect();
    fake.fail({ kind: 'throttled', times: 2 });
    expect((await opened.read([{ key: 'db' }])).map(shown)).toEqual(['{"a":"b"}']);
    expect(fake.calls).toHaveLength(3);
  });

  test('one that is refused harms no other, and the token is looked up once', async () => {
    const engine = fake.kv2('secret');
    for (const key of ['a', 'b', 'c']) engine.write(key, values({ key }));
    fake.denied.add('secret/data/b');
    fake.denied.add('secret/data/c');
    const answers = await (await connect()).read([{ key: 'a' }, { key: 'b' }, { key: 'c' }]);
    expect(answers.map(shown)).toEqual(['{"key":"a"}', 'STORE_REFUSED', 'STORE_REFUSED']);
    expect(fake.calls.filter((call) => call.endsWith('lookup-self'))).toHaveLength(1);
  });

  test.each([
    { name: 'a closed port', server: 'http://127.0.0.1:9', code: 'STORE_UNREACHABLE' },
    { name: 'no address', server: 'vault:8200', code: 'STORE_ADDRESS' },
    { name: 'an empty address', server: '', code: 'STORE_ADDRESS' },
    { name: 'a broken address', server: 'https://[', code: 'STORE_ADDRESS' },
  ])('$name', async ({ server, code }) => {
    const outcome = await connect({ server })
      .then(async (client) => (await client.read([{ key: 'db' }])).map(shown))
      .catch((thrown: { code: string }) => [thrown.code]);
    expect(outcome).toEqual([code]);
  });

  test('check() proves the sign-in', async () => {
    const opened = await connect();
    await opened.check?.();
    fake.tokens.alive.clear();
    await expect(opened.check?.()).rejects.toMatchObject({ code: 'STORE_CREDENTIALS', exitStatus: 3 });
  });

  test('nothing is printed, whatever DEBUG says', async () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    process.env['DEBUG'] = '*';
    fake.kv2('secret').write('db', values({ a: 'b' }));
    await (await connect()).read([{ key: 'db' }]);
    expect(write).not.toHaveBeenCalled();
    delete process.env['DEBUG'];
    write.mockRestore();
    expect(run.warnings).toEqual([]);
  });
});
