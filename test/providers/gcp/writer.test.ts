import { Sensitive } from '../../../plugin/model/sensitive.ts';
import type { PushEntry } from '../../../plugin/providers/provider.ts';
import type { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { type GcpWorld, gcpWorld } from './gcp-world.ts';

let world: GcpWorld;
let fake: GcpFake;

beforeEach(async () => {
  world = await gcpWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

describe('writing', () => {
  const data = new Map([
    ['password', new Sensitive('pw<1>')],
    ['user', new Sensitive('me')],
  ]);
  const secret = { name: 'source', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' };
  const entry = (changes: Partial<PushEntry> = {}): PushEntry => ({
    ref: { key: 'db' },
    data,
    secretKey: 'password',
    secret,
    ...changes,
  });
  const meta = (fields: object) => ({
    metadata: {
      apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
      kind: 'PushSecretMetadata',
      spec: fields,
    } as never,
  });
  const ours = { labels: { 'managed-by': 'external-secrets', team: 'a' } };
  const seed = (versions: readonly string[], changes: object = ours) =>
    fake.secrets.seed([{ project: 'proj', name: 'db', versions: versions.map((one) => ({ data: one })), ...changes }]);
  const state = () => {
    const { labels, annotations, versions, topics, replication } = fake.secrets.get('proj', 'db') ?? {};
    const values = versions?.map((version) => version.data.toString());
    return { labels, annotations, values, topics, replication };
  };
  const push = async (one: PushEntry, fields: object = {}): Promise<string | undefined> => {
    const { writer } = await world.connect({}, fields);
    const said = await writer?.check?.(one).catch((thrown) => thrown.code as string);
    const before = fake.calls.length;
    expect(fake.calls.every((call) => /^(Get|Access|List)/.test(call))).toBe(true);
    await writer?.push(one).catch((thrown) => expect(thrown.code).toBe(said));
    if (said === 'none') expect(fake.calls).toHaveLength(before);
    return said;
  };

  const rows: { name: string; before?: () => void; entry: PushEntry; fields?: object; said: string; want: object }[] = [
    {
      name: 'a new secret',
      entry: entry(),
      said: 'create',
      want: { labels: { 'managed-by': 'external-secrets' }, values: ['pw<1>'], replication: { automatic: {} } },
    },
    {
      name: 'a whole Secret',
      entry: entry({ secretKey: '' }),
      said: 'create',
      want: { values: ['{"password":"pw<1>","user":"me"}'] },
    },
    {
      name: 'with metadata',
      entry: entry(
        meta({
          labels: { a: '1' },
          annotations: { b: '2' },
          topics: ['t'],
          replicationLocations: ['us-east1'],
          cmekKeyName: 'k',
        }),
      ),
      said: 'create',
      want: {
        labels: { a: '1', 'managed-by': 'external-secrets' },
        annotations: { b: '2' },
        topics: [{ name: 't' }],
        replication: {
          userManaged: { replicas: [{ location: 'us-east1', customerManagedEncryption: { kmsKeyName: 'k' } }] },
        },
      },
    },
    {
      name: 'under a key of ones own, everywhere',
      entry: entry(meta({ cmekKeyName: 'k' })),
      said: 'create',
      want: { replication: { automatic: { customerManagedEncryption: { kmsKeyName: 'k' } } } },
    },
    {
      name: 'a property of a new secret nests at its dots',
      entry: entry({ ref: { key: 'db', property: 'a.b' } }),
      said: 'create',
      want: { values: ['{"a":{"b":"pw<1>"}}'] },
    },
    {
      name: 'the same value',
      before: () => seed(['pw<1>']),
      entry: entry(meta({ labels: { team: 'a' } })),
      said: 'none',
      want: { values: ['pw<1>'] },
    },
    {
      name: 'another value, and labels that are no longer wanted',
      before: () => seed(['old']),
      entry: entry(),
      said: 'update',
      want: { values: ['old', 'pw<1>'], labels: { 'managed-by': 'external-secrets' } },
    },
    {
      name: 'labels that stay',
      before: () => seed(['pw<1>']),
      entry: entry(meta({ mergePolicy: 'Merge', labels: { team: 'b', more: 'c' } })),
      said: 'update',
      want: { values: ['pw<1>'], labels: { team: 'a', more: 'c', 'managed-by': 'external-secrets' } },
    },
    {
      name: 'one that is not ours',
      before: () => seed(['x'], {}),
      entry: entry(),
      said: 'PUSH_NOT_MANAGED',
      want: { values: ['x'] },
    },
    {
      name: 'a property of one that is not ours makes it ours',
      before: () => seed(['{"other":1}'], { labels: { team: 'a' } }),
      entry: entry({ ref: { key: 'db', property: 'pw' } }),
      said: 'update',
      want: {
        values: ['{"other":1}', '{"other":1,"pw":"pw<1>"}'],
        labels: { team: 'a', 'managed-by': 'external-secrets' },
      },
    },
    {
      name: 'a property that is the same',
      before: () => seed(['{"pw":"pw<1>"}']),
      entry: entry({ ref: { key: 'db', property: 'pw' } }),
      said: 'none',
      want: { values: ['{"pw":"pw<1>"}'] },
    },
    {
      name: 'a property where no JSON is',
      before: () => seed(['text']),
      entry: entry({ ref: { key: 'db', property: 'pw' } }),
      said: 'PUSH_PROPERTY',
      want: { values: ['text'] },
    },
    {
      name: 'a property and metadata',
      entry: entry({ ref: { key: 'db', property: 'pw' }, ...meta({ labels: {} }) }),
      said: 'GCP_PUSH_BOTH',
      want: { values: undefined },
    },
    {
      name: 'metadata of another kind',
      entry: entry(meta({ tags: {} })),
      said: 'PUSH_METADATA',
      want: { values: undefined },
    },
    {
      name: 'a policy that is none',
      entry: entry(meta({ mergePolicy: 'Keep' })),
      said: 'PUSH_METADATA',
      want: { values: undefined },
    },
    {
      name: 'a key that is not there',
      entry: entry({ secretKey: 'nope' }),
      said: 'PUSH_KEY_MISSING',
      want: { values: undefined },
    },
    {
      name: 'a name that no secret can have',
      entry: entry({ ref: { key: 'a/b' } }),
      said: 'PUSH_UNFIT',
      want: { values: undefined },
    },
    {
      name: 'a latest version that is disabled',
      before: () =>
        fake.secrets.seed([{ project: 'proj', name: 'db', ...ours, versions: [{ data: 'x', state: 'DISABLED' }] }]),
      entry: entry(),
      said: 'GCP_VERSION_STATE',
      want: { values: ['x'] },
    },
  ];

  test.each(rows)('$name', async ({ before, entry: one, fields, said, want }) => {
    before?.();
    expect(await push(one, fields)).toBe(said);
    expect(state()).toMatchObject(want);
  });

  test('a regional secret is not told where to be', async () => {
    await push(entry(), { location: 'europe-west1' });
    expect(fake.secrets.get('proj', 'db', 'europe-west1')?.replication).toBeUndefined();
  });

  test('two properties of one secret both stay', async () => {
    const { writer } = await world.connect();
    for (const property of ['a', 'b']) await writer?.push(entry({ ref: { key: 'db', property } }));
    expect(state().values?.at(-1)).toBe('{"a":"pw<1>","b":"pw<1>"}');
  });

  const removals: { name: string; before: () => void; property?: string; want: object }[] = [
    { name: 'the secret', before: () => seed(['x']), want: { values: undefined } },
    { name: 'one that is not ours stays', before: () => seed(['x'], {}), want: { values: ['x'] } },
    { name: 'one that is not there', before: () => undefined, want: { values: undefined } },
    {
      name: 'a property alone',
      before: () => seed(['{"a":1,"b":2}']),
      property: 'a',
      want: { values: ['{"a":1,"b":2}', '{"b":2}'] },
    },
    {
      name: 'the last property goes with the secret',
      before: () => seed(['{"a":1}']),
      property: 'a',
      want: { values: undefined },
    },
    {
      name: 'a property that is not there',
      before: () => seed(['{"b":2}']),
      property: 'a',
      want: { values: ['{"b":2}'] },
    },
  ];

  test.each(removals)('deleting: $name', async ({ before, property, want }) => {
    before();
    await (await world.connect()).writer?.delete({ key: 'db', ...(property === undefined ? {} : { property }) });
    expect(state()).toMatchObject(want);
  });

  test.each([
    { name: 'with a version', before: () => seed(['x']), want: true },
    { name: 'without one', before: () => seed([]), want: false },
    { name: 'not at all', before: () => undefined, want: false },
  ])('exists: $name', async ({ before, want }) => {
    before();
    expect(await (await world.connect()).writer?.exists({ key: 'db' })).toBe(want);
  });

  test('a refusal says which right is lacking', async () => {
    fake.fail({ kind: 'denied', call: 'CreateSecret' });
    await expect((await world.connect()).writer?.push(entry())).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      hint: expect.stringContaining('secretmanager.secrets.create on "db"'),
    });
    expect(world.run().concealed.size).toBeGreaterThan(0);
  });
});
