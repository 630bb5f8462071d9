import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { provider } from '../../../plugin/providers/gcp/gcp.ts';
import type { Find, Match, RemoteRef, StoreInfo } from '../../../plugin/providers/provider.ts';
import { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { testContext } from '../../support/provider-context.ts';
import { testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { providerContract } from '../contract.ts';
import { type GcpWorld, gcpWorld, spec, surroundings } from './gcp-world.ts';

let world: GcpWorld;
let fake: GcpFake;

beforeEach(async () => {
  world = await gcpWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

providerContract(
  'Google Secret Manager',
  async (signal) => {
    const own = await GcpFake.start();
    const test = await testContext({ ...surroundings(own), run: testRun({ signal }) });
    return {
      open: () => provider.open(spec, testStoreInfo()),
      context: test.context,
      put: (name, value) =>
        own.secrets.seed([{ project: 'proj', name, versions: [{ dataBase64: value.toString('base64') }] }]),
      refuse(name) {
        const secret = own.secrets.get('proj', name);
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
  { binary: true, signIns: 1 },
);

describe('reading a secret', () => {
  const seeds = [
    {
      name: 'ver',
      versions: [{ data: 'one', aliases: ['prod'] }, { data: 'two' }, { data: 'three', state: 'DISABLED' }],
    },
    { name: 'gone', versions: [{ data: 'x', state: 'DESTROYED' }] },
    { name: 'none' },
    { name: 'empty', versions: [{ data: '' }] },
    { name: 'meta', versions: [{ data: 'x' }], labels: { b: '2', a: '1' }, annotations: { 'a.b': '<c>' } },
    { name: 'bare', versions: [{ data: 'x' }] },
  ] as const;
  const fetch = { secretVersionSelectionPolicy: 'LatestOrFetch' };
  const metadata = { metadataPolicy: 'Fetch' } as const;

  const rows: { name: string; ref: RemoteRef; fields?: object; want: string; calls?: number }[] = [
    { name: 'a version by number', ref: { key: 'ver', version: '1' }, want: 'one' },
    { name: 'a version by alias', ref: { key: 'ver', version: 'prod' }, want: 'one' },
    { name: 'an unknown version is missing', ref: { key: 'ver', version: '9' }, want: 'missing' },
    { name: 'a disabled latest version', ref: { key: 'ver' }, want: 'GCP_VERSION_STATE' },
    { name: 'a destroyed latest version', ref: { key: 'gone' }, want: 'GCP_VERSION_STATE' },
    { name: 'the newest enabled one instead', ref: { key: 'ver' }, fields: fetch, want: 'two', calls: 3 },
    { name: 'but not for a number', ref: { key: 'ver', version: '3' }, fields: fetch, want: 'GCP_VERSION_STATE' },
    { name: 'nor where none is enabled', ref: { key: 'gone' }, fields: fetch, want: 'GCP_VERSION_STATE', calls: 3 },
    { name: 'a secret without versions is missing', ref: { key: 'none' }, want: 'missing' },
    { name: 'an unknown secret is missing', ref: { key: 'nope' }, want: 'missing' },
    { name: 'an empty payload is an error', ref: { key: 'empty' }, want: 'REMOTE_NO_VALUE' },
    { name: 'a name that no secret can have is missing', ref: { key: '../other/x' }, want: 'missing', calls: 0 },
    { name: 'nor can a version', ref: { key: 'ver', version: '1/../2' }, want: 'missing', calls: 0 },
    { name: 'dots are no way to another path', ref: { key: '..' }, want: 'missing', calls: 0 },
    {
      name: 'labels and annotations',
      ref: { key: 'meta', ...metadata },
      want: '{"annotations":{"a.b":"\\u003cc\\u003e"},"labels":{"a":"1","b":"2"}}',
    },
    { name: 'neither', ref: { key: 'bare', ...metadata }, want: '{"annotations":null,"labels":null}' },
    { name: 'metadata of an unknown secret', ref: { key: 'nope', ...metadata }, want: 'missing' },
  ];

  test.each(rows)('$name', async ({ ref, fields, want, calls = 1 }) => {
    fake.secrets.seed(seeds.map((seed) => ({ project: 'proj', ...seed })));
    const client = await world.connect({}, fields);
    expect(shown((await client.read([ref]))[0])).toBe(want);
    expect(fake.calls).toHaveLength(calls);
  });

  test('a payload whose sum is wrong is no answer', async () => {
    fake.secrets.seed([{ project: 'proj', name: 'a', versions: [{ data: 'x' }] }]);
    fake.secrets.wrongSums = true;
    expect(shown((await (await world.connect()).read([{ key: 'a' }]))[0])).toBe('STORE_ANSWER');
  });

  test('a region has secrets and names of its own', async () => {
    fake.secrets.seed([
      { project: 'proj', location: 'europe-west1', name: 'a', versions: [{ data: 'regional' }] },
      { project: 'proj', name: 'a', versions: [{ data: 'global' }] },
    ]);
    const client = await world.connect({}, { location: 'europe-west1' });
    expect(shown((await client.read([{ key: 'a' }]))[0])).toBe('regional');
    expect(fake.calls).toEqual(['AccessSecretVersion projects/proj/locations/europe-west1/secrets/a/versions/latest']);
  });

  test('`latest` and no version are one read, but where the newest enabled one may stand in', () => {
    const ref = (fields: object, version?: string) =>
      provider.open({ ...spec, ...fields }, testStoreInfo()).ref({ key: 'a', ...(version ? { version } : {}) });
    expect(ref({}, 'latest')).toEqual(ref({}));
    expect(ref(fetch, 'latest')).not.toEqual(ref(fetch));
  });
});

describe('finding secrets', () => {
  const rows: { name: string; query: Find; fields?: object; want: string[]; calls?: number }[] = [
    { name: 'by name', query: { name: { regexp: '^app-' } }, want: ['app-a', 'app-b'] },
    { name: 'the path is a prefix', query: { name: {}, path: 'app' }, want: ['app-a', 'app-b'] },
    { name: 'by labels, all of them', query: { tags: { env: 'prod', tier: '1' } }, want: ['app-a'] },
    {
      name: 'a name makes labels not count',
      query: { name: { regexp: 'lib' }, tags: { env: 'no' } },
      want: ['lib-app'],
    },
    { name: 'over pages', query: { name: {} }, want: ['app-a', 'app-b', 'lib-app'], calls: 2 },
  ];

  test.each(rows)('$name', async ({ query, fields, want, calls = 1 }) => {
    if (calls > 1) fake.secrets.page = 2;
    fake.secrets.seed([
      { project: 'proj', name: 'app-a', labels: { env: 'prod', tier: '1' } },
      { project: 'proj', name: 'app-b', labels: { env: 'prod' } },
      { project: 'proj', name: 'lib-app' },
    ]);
    const matches = (await (await world.connect({}, fields)).find?.(query)) as readonly Match[];
    expect(matches).toEqual(want.map((key) => ({ name: key, ref: { key }, essential: true })));
    expect(fake.calls).toHaveLength(calls);
  });

  test.each([
    { name: 'a path alone', query: { path: 'x' }, code: 'FIND_OPERATOR' },
    { name: 'no labels', query: { tags: {} }, code: 'FIND_OPERATOR' },
    { name: 'an expression that is none', query: { name: { regexp: '(' } }, code: 'FIND_REGEXP' },
  ])('$name is refused before anything is asked', async ({ query, code }) => {
    await expect((await world.connect()).find?.(query)).rejects.toMatchObject({ code, exitStatus: 1 });
    expect(fake.calls).toEqual([]);
  });
});

describe('choosing a part', () => {
  const open = () => provider.open(spec, testStoreInfo());
  const json = new Sensitive('{"a.b":"literal","a":{"b":"nested","c":1.50},"n":null}');
  const meta = new Sensitive('{"annotations":{"a.b":"c"},"labels":null}');
  const rows: { name: string; value: Sensitive; property: string; fetch?: boolean; want: string }[] = [
    { name: 'a literal key goes first', value: json, property: 'a.b', want: 'literal' },
    { name: 'then the path', value: json, property: 'a.c', want: '1.5' },
    { name: 'a leading dot is a path alone', value: json, property: '.a', want: 'PROPERTY_MISSING' },
    { name: 'null is empty', value: json, property: 'n', want: '' },
    { name: 'text has no property', value: new Sensitive('plain'), property: 'a', want: 'GCP_NOT_JSON' },
    { name: 'an annotation, dots included', value: meta, property: 'annotations.a.b', fetch: true, want: 'c' },
    { name: 'all labels, none', value: meta, property: 'labels', fetch: true, want: 'null' },
    { name: 'a label that is not there', value: meta, property: 'labels.x', fetch: true, want: 'GCP_METADATA_MISSING' },
    { name: 'anything else', value: meta, property: 'env', fetch: true, want: 'GCP_METADATA' },
    { name: 'a group with a dot and no name', value: meta, property: 'labels.', fetch: true, want: 'GCP_METADATA' },
  ];

  test.each(rows)('$name', ({ value, property, fetch, want }) => {
    const metadataPolicy = fetch ? ('Fetch' as const) : ('None' as const);
    const selected = open().select(value, { key: 'k', property, metadataPolicy });
    expect(shown(selected)).toBe(want);
  });

  test('extract of the labels is their members', () => {
    const value = new Sensitive('{"annotations":null,"labels":{"a":"1"}}');
    const entry = { key: 'k', property: 'labels', metadataPolicy: 'Fetch' } as const;
    const extracted = open().extract(value, entry);
    const values = extracted.kind === 'values' ? [...extracted.values] : [];
    expect(values.map(([name, one]) => [name, one.reveal().toString()])).toEqual([['a', '1']]);
  });
});

describe('validate() and identity', () => {
  const open = (fields: object, info: Partial<StoreInfo> = {}) =>
    provider.open({ ...spec, ...fields }, testStoreInfo(info)).identity;
  const elsewhere = { secretRef: { secretAccessKeySecretRef: { name: 'k', key: 'k', namespace: 'other' } } };
  const rows: { name: string; fields: object; info?: Partial<StoreInfo>; want: string[] }[] = [
    { name: 'a plain store', fields: {}, want: [] },
    { name: "another namespace's key", fields: { auth: elsewhere }, want: ['REFERENCE_NAMESPACE'] },
    { name: 'in a ClusterSecretStore', fields: { auth: elsewhere }, info: { kind: 'ClusterSecretStore' }, want: [] },
    { name: 'a project of a domain', fields: { projectID: 'example.com:proj' }, want: [] },
    { name: 'a location that leads elsewhere', fields: { location: 'evil.example/#' }, want: ['GCP_NAME'] },
    { name: 'a project that leads elsewhere', fields: { projectID: 'p/secrets/x' }, want: ['GCP_NAME'] },
  ];

  test.each(rows)('$name', ({ fields, info, want }) => {
    const faults = provider.validate?.({ ...spec, ...fields }, testStoreInfo(info)) ?? [];
    expect(faults.map(({ code }) => code)).toEqual(want);
  });

  test('stores that read as the same share a client', () => {
    expect(open({}, { name: 'a' })).toBe(open({}, { name: 'b' }));
    for (const fields of [{ projectID: 'other' }, { location: 'europe-west1' }, { auth: {} }]) {
      expect(open(fields)).not.toBe(open({}));
    }
    const follows = { kind: 'ClusterSecretStore' } as const;
    expect(open({}, { ...follows, usedFrom: 'a' })).not.toBe(open({}, { ...follows, usedFrom: 'b' }));
  });
});
