import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { provider } from '../../../plugin/providers/azure/azure.ts';
import type { EntryRef, Find, Match, RemoteRef, StoreInfo } from '../../../plugin/providers/provider.ts';
import { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { testContext } from '../../support/provider-context.ts';
import { testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { providerContract } from '../contract.ts';
import { type AzureWorld, azureWorld, spec, surroundings } from './azure-world.ts';

let world: AzureWorld;
let fake: AzureFake;

beforeEach(async () => {
  world = await azureWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

providerContract(
  'Azure Key Vault',
  async (signal) => {
    const own = await AzureFake.start();
    const test = await testContext({ ...surroundings(own), run: testRun({ signal }) });
    return {
      open: () => provider.open(spec(own), testStoreInfo()),
      context: test.context,
      put: (name, value) => own.vault.seed({ secrets: [{ name, value: value.toString() }] }),
      refuse(name) {
        const secret = own.vault.get('secrets', name);
        if (secret !== undefined) secret.denied = true;
      },
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.length,
      signIns: () => own.tokenCalls.length,
      async stop() {
        test.close();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 1 },
);

const web = { kid: 'https://v/keys/k/1?a&b', kty: 'RSA', key_ops: ['sign'], n: 'AQAB-_', e: 'AQAB' };
const times = { exp: 1_893_456_000, nbf: 1_600_000_000 };

describe('reading an object', () => {
  const rows: { name: string; ref: RemoteRef; isNew?: boolean; want: string; calls?: number }[] = [
    { name: 'a version', ref: { key: 'ver', version: 'aaa' }, want: 'one' },
    { name: 'the newest', ref: { key: 'ver' }, want: 'two' },
    { name: 'an unknown version is missing', ref: { key: 'ver', version: 'zzz' }, want: 'missing' },
    { name: 'an unknown secret is missing', ref: { key: 'nope' }, want: 'missing' },
    { name: 'a disabled one', ref: { key: 'off' }, want: 'AZURE_DISABLED' },
    { name: 'one without a value', ref: { key: 'hollow' }, want: 'REMOTE_NO_VALUE' },
    { name: 'an empty value', ref: { key: 'empty' }, want: '' },
    { name: 'no name', ref: { key: '' }, want: 'missing', calls: 0 },
    { name: 'dots are no way to another path', ref: { key: '..' }, want: 'missing', calls: 0 },
    { name: 'nor in a version', ref: { key: 'ver', version: '..' }, want: 'missing', calls: 0 },
    { name: 'a slash in a version is a part of its name', ref: { key: 'ver', version: 'a/b' }, want: 'missing' },
    { name: 'a certificate', ref: { key: 'cert/c' }, want: 'DER' },
    { name: 'a version of a certificate', ref: { key: 'cert/c', version: '1'.padStart(32, '0') }, want: 'DER' },
    { name: 'an unknown certificate is missing', ref: { key: 'cert/nope' }, want: 'missing' },
    {
      name: "a key, in the default client's order and as the vault writes it",
      ref: { key: 'key/k' },
      want: '{"kid":"https://v/keys/k/1?a\\u0026b","kty":"RSA","key_ops":["sign"],"n":"AQAB-_","e":"AQAB"}',
    },
    {
      name: 'a key of the newer client: sorted, its numbers written anew',
      ref: { key: 'key/k' },
      isNew: true,
      want: '{"e":"AQAB","key_ops":["sign"],"kid":"https://v/keys/k/1?a\\u0026b","kty":"RSA","n":"AQAB-w"}',
    },
    {
      name: 'tags and times',
      ref: { key: 'tagged', metadataPolicy: 'Fetch' },
      want: '{"attribute.created":"2023-11-14T22:13:20Z","attribute.expires":"2030-01-01T00:00:00Z","attribute.notBefore":"2020-09-13T12:26:40Z","attribute.updated":"2023-11-14T22:14:20Z","env":"\\u003cp\\u003e"}',
    },
    {
      name: 'the newer client has tags alone',
      ref: { key: 'tagged', metadataPolicy: 'Fetch' },
      isNew: true,
      want: '{"env":"\\u003cp\\u003e"}',
    },
  ];

  test.each(rows)('$name', async ({ ref, isNew = false, want, calls = 1 }) => {
    fake.vault.seed({
      secrets: [
        {
          name: 'ver',
          versions: [
            { id: 'aaa', value: 'one' },
            { id: 'bbb', value: 'two' },
          ],
        },
        { name: 'off', value: 'x', attributes: { enabled: false } },
        { name: 'hollow' },
        { name: 'empty', value: '' },
        { name: 'tagged', value: 'x', tags: { env: '<p>' }, attributes: times },
      ],
      keys: [{ name: 'k', key: web }],
      certificates: [{ name: 'c', cer: Buffer.from('DER').toString('base64') }],
    });
    const client = await world.connect({}, { useAzureSDK: isNew });
    expect(shown((await client.read([ref]))[0])).toBe(want);
    expect(fake.calls).toHaveLength(calls);
    expect(fake.unauthenticated).toBe(0);
  });
});

describe('finding secrets', () => {
  const rows: { name: string; query: Find; want: string[]; calls?: number }[] = [
    { name: 'by name, disabled ones left out', query: { name: { regexp: '^app-' } }, want: ['app-a', 'app-b'] },
    { name: 'by tags, all of them', query: { tags: { env: 'prod', tier: '1' } }, want: ['app-a'] },
    { name: 'both must hold', query: { name: { regexp: 'lib' }, tags: { env: 'prod' } }, want: [] },
    { name: 'the path does not count, and neither means all', query: { path: 'x' }, want: ['app-a', 'app-b', 'lib'] },
    { name: 'a tag called like something of the language', query: { tags: { constructor: 'x' } }, want: [] },
    { name: 'over pages', query: {}, want: ['app-a', 'app-b', 'lib'], calls: 2 },
    { name: 'an expression that is none finds nothing', query: { name: { regexp: '(' } }, want: [], calls: 0 },
  ];

  test.each(rows)('$name', async ({ query, want, calls = 1 }) => {
    if (calls > 1) fake.vault.page = 2;
    fake.vault.seed({
      secrets: [
        { name: 'app-a', value: '1', tags: { env: 'prod', tier: '1' } },
        { name: 'app-b', value: '2', tags: { env: 'prod' } },
        { name: 'app-off', value: '3', attributes: { enabled: false } },
        { name: 'lib', value: '4' },
      ],
    });
    const matches = (await (await world.connect()).find?.(query)) as readonly Match[];
    expect(matches).toEqual(want.map((key) => ({ name: key, ref: { key }, essential: true })));
    expect(fake.calls).toHaveLength(calls);
    expect(world.run().warnings).toHaveLength(query.name?.regexp === '(' ? 1 : 0);
  });

  test('a page that fails once is asked for again, alone', async () => {
    fake.vault.page = 1;
    fake.vault.seed({
      secrets: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    });
    fake.fail({ kind: 'unavailable', call: 'GET /secrets?$skiptoken', times: 1 });
    expect(await (await world.connect()).find?.({})).toHaveLength(2);
    expect(fake.calls).toEqual(['GET /secrets', 'GET /secrets?$skiptoken=1', 'GET /secrets?$skiptoken=1']);
  });
});

describe('keys, and choosing a part', () => {
  const open = () => provider.open(spec(fake), testStoreInfo());
  const tags = new Sensitive(
    '{"a.b":"dot","json":"{\\"k\\":\\"v\\",\\"n\\":1}","texts":"{\\"x\\":\\"1\\",\\"y\\":null}","nil":"null"}',
  );
  const json = new Sensitive('{"a.b":"literal","a":{"b":"nested"}}');

  test.each([
    { name: 'a secret by its prefix is the same read', key: 'secret/db/more', want: { key: 'db' } },
    { name: 'a key', key: 'key/k', want: { key: 'key/k' } },
    { name: 'an unknown prefix', key: 'certificate/c', want: 'AZURE_OBJECT' },
    { name: 'a leading slash', key: '/db', want: 'AZURE_OBJECT' },
    { name: 'a prefix of the language', key: 'constructor/db', want: 'AZURE_OBJECT' },
  ])('$name', ({ key, want }) => {
    const given = () => open().ref({ key });
    if (typeof want === 'string') expect(given).toThrow(expect.objectContaining({ code: want }));
    else expect(given()).toEqual(want);
  });

  test.each(['key/k', 'cert/c'])('nothing can be extracted of %s, which is said before it is read', (key) => {
    expect(() => open().ref({ key }, 'extract')).toThrow(expect.objectContaining({ code: 'AZURE_EXTRACT' }));
    expect(open().ref({ key }, 'select')).toEqual({ key });
  });

  const fetched = { metadataPolicy: 'Fetch' } as const;
  const rows: { name: string; value: Sensitive; entry: EntryRef; want: string }[] = [
    { name: 'the path goes first', value: json, entry: { key: 'k', property: 'a.b' }, want: 'nested' },
    {
      name: 'a certificate has no parts',
      value: json,
      entry: { key: 'cert/c', property: 'a' },
      want: '{"a.b":"literal","a":{"b":"nested"}}',
    },
    { name: 'a tag with a dot', value: tags, entry: { key: 'k', property: 'a.b', ...fetched }, want: 'dot' },
    { name: 'a path in a tag', value: tags, entry: { key: 'k', property: 'json.k', ...fetched }, want: 'v' },
    { name: 'none in it', value: tags, entry: { key: 'k', property: 'json.z', ...fetched }, want: 'PROPERTY_MISSING' },
    { name: 'no such tag', value: tags, entry: { key: 'k', property: 'z.k', ...fetched }, want: 'AZURE_TAG' },
    {
      name: 'a tag of the language',
      value: tags,
      entry: { key: 'k', property: '__proto__', ...fetched },
      want: 'AZURE_TAG',
    },
  ];

  test.each(rows)('$name', ({ value, entry, want }) => {
    const selected = open().select(value, entry);
    expect(shown(selected)).toBe(want);
  });

  const extracts: { name: string; entry: EntryRef; want: Record<string, string> | string }[] = [
    {
      name: 'tags under the name of the secret, objects of texts taken apart',
      entry: { key: 'secret/db', ...fetched },
      want: { 'db_a.b': 'dot', db_json: '{"k":"v","n":1}', db_texts_x: '1', db_texts_y: '' },
    },
    { name: 'one tag', entry: { key: 'db', property: 'a.b', ...fetched }, want: { 'db_a.b': 'dot' } },
    {
      name: 'one tag of a key with a prefix is empty',
      entry: { key: 'secret/db', property: 'a.b', ...fetched },
      want: { 'secret/db_a.b': '' },
    },
    { name: 'a tag that is not there', entry: { key: 'db', property: 'z', ...fetched }, want: 'AZURE_TAG' },
  ];

  test.each(extracts)('extract: $name', ({ entry, want }) => {
    const extracted = open().extract(tags, entry);
    if (extracted.kind === 'failed') expect(extracted.error.code).toBe(want);
    if (extracted.kind !== 'values') return;
    const texts = [...extracted.values].map(([name, one]) => [name, one.reveal().toString()]);
    expect(Object.fromEntries(texts)).toEqual(want);
  });
});

describe('validate() and identity', () => {
  const elsewhere = { name: 'k', key: 'k', namespace: 'other' };
  const custom = { activeDirectoryEndpoint: 'https://login.local' };
  const rows: { name: string; fields: object; info?: Partial<StoreInfo>; want: string[] }[] = [
    { name: 'a plain store', fields: {}, want: [] },
    {
      name: "another namespace's Secret",
      fields: { authSecretRef: { clientId: elsewhere } },
      want: ['REFERENCE_NAMESPACE'],
    },
    {
      name: "another namespace's account",
      fields: { serviceAccountRef: { name: 'x', namespace: 'other' } },
      want: ['REFERENCE_NAMESPACE'],
    },
    {
      name: 'a ClusterSecretStore',
      fields: { authSecretRef: { clientId: elsewhere } },
      info: { kind: 'ClusterSecretStore' },
      want: [],
    },
    { name: 'a vault without TLS', fields: { vaultUrl: 'http://v.vault.azure.net' }, want: ['AZURE_VAULT_URL'] },
    { name: 'a vault that is no URL', fields: { vaultUrl: 'v' }, want: ['AZURE_VAULT_URL'] },
    { name: 'a custom cloud', fields: { customCloudConfig: custom, useAzureSDK: true }, want: [] },
    { name: 'a custom cloud of the default client', fields: { customCloudConfig: custom }, want: ['AZURE_CLOUD'] },
    { name: 'Azure Stack without one', fields: { environmentType: 'AzureStackCloud' }, want: ['AZURE_CLOUD'] },
    { name: 'Germany', fields: { environmentType: 'GermanCloud' }, want: [] },
    {
      name: 'Germany of the newer client',
      fields: { environmentType: 'GermanCloud', useAzureSDK: true },
      want: ['AZURE_CLOUD'],
    },
  ];

  test.each(rows)('$name', ({ fields, info, want }) => {
    const faults = provider.validate?.({ ...spec(fake), ...fields }, testStoreInfo(info)) ?? [];
    expect(faults.map(({ code }) => code)).toEqual(want);
  });

  test('stores that read as the same share a client', () => {
    const open = (fields: object, info: Partial<StoreInfo> = {}) =>
      provider.open({ ...spec(fake), ...fields }, testStoreInfo(info)).identity;
    expect(open({}, { name: 'a' })).toBe(open({ vaultUrl: `${fake.url}/` }, { name: 'b' }));
    for (const fields of [{ tenantId: 'x' }, { vaultUrl: 'https://o.vault.azure.net' }, { useAzureSDK: true }]) {
      expect(open(fields)).not.toBe(open({}));
    }
    const follows = { kind: 'ClusterSecretStore' } as const;
    expect(open({}, { ...follows, usedFrom: 'a' })).not.toBe(open({}, { ...follows, usedFrom: 'b' }));
  });
});
