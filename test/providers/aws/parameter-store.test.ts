import { provider } from '../../../plugin/providers/aws/aws.ts';
import type { Find, RemoteRef } from '../../../plugin/providers/provider.ts';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import type { FaultKind } from '../../fakes/aws/fault.ts';
import { type TestContextOptions, testContext } from '../../support/provider-context.ts';
import { testRun } from '../../support/run.ts';
import { shown } from '../../support/shown.ts';
import { shownMatch } from '../../support/shown-match.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { providerContract } from '../contract.ts';
import { type AwsWorld, awsWorld, spec } from './aws-world.ts';

const service = 'ParameterStore';

let world: AwsWorld;
let fake: AwsFake;

beforeEach(async () => {
  world = await awsWorld(service);
  fake = world.fake;
});

afterEach(() => world.stop());

const connect = (options?: TestContextOptions, fields?: object) => world.connect(options, fields);

providerContract(
  'AWS Parameter Store',
  async (signal) => {
    const own = await AwsFake.start();
    const { context, close: stop } = await testContext({ env: own.environment, run: testRun({ signal }) });
    return {
      open: () => provider.open(spec(service), testStoreInfo()),
      context,
      put: (name, value) => own.parameters.seed([{ name, type: 'SecureString', value: value.toString('utf8') }]),
      refuse: () => own.fail({ kind: 'denied' }),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.requests.length,
      signIns: () => own.calls.filter((call) => call.startsWith('sts.')).length,
      async stop() {
        stop();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 0 },
);

const seeds = [
  { name: '/ver', type: 'String', value: 'one', laterVersions: ['two', 'three'], labels: { 1: ['stable'] } },
  { name: '/secure', type: 'SecureString', value: 's3cret' },
  { name: '/list', type: 'StringList', value: 'a,b' },
  { name: 'root', type: 'String', value: 'r' },
  { name: '/tagged', type: 'String', value: 't', tags: { env: 'prod', b: '<' } },
];

describe('reading a parameter', () => {
  const rows: { name: string; ref: RemoteRef; want: string }[] = [
    { name: 'the newest version', ref: { key: '/ver' }, want: 'three' },
    { name: 'a version number', ref: { key: '/ver', version: '2' }, want: 'two' },
    { name: 'a label', ref: { key: '/ver', version: 'stable' }, want: 'one' },
    { name: 'a version in the key', ref: { key: '/ver:1' }, want: 'one' },
    { name: 'an unknown version is a fault', ref: { key: '/ver', version: '9' }, want: 'REMOTE_VERSION_NOT_FOUND' },
    { name: 'an unknown label is missing', ref: { key: '/ver', version: 'nope' }, want: 'missing' },
    { name: 'an unknown parameter is missing', ref: { key: '/nope' }, want: 'missing' },
    { name: 'a SecureString in clear', ref: { key: '/secure' }, want: 's3cret' },
    { name: 'a StringList as it is', ref: { key: '/list' }, want: 'a,b' },
    { name: 'a name without a slash', ref: { key: 'root' }, want: 'r' },
    { name: 'an ARN', ref: { key: 'arn:aws:ssm:us-east-1:123456789012:parameter/secure' }, want: 's3cret' },
    {
      name: 'tags as Go writes them',
      ref: { key: '/tagged', metadataPolicy: 'Fetch' },
      want: '{"b":"\\u003c","env":"prod"}',
    },
    { name: 'no tags', ref: { key: '/ver', metadataPolicy: 'Fetch' }, want: '{}' },
    {
      name: 'tags of an unknown one are a fault',
      ref: { key: '/nope', metadataPolicy: 'Fetch' },
      want: 'REMOTE_NOT_FOUND',
    },
  ];

  test.each(rows)('$name', async ({ ref, want }) => {
    fake.parameters.seed(seeds);
    expect((await (await connect()).read([ref])).map(shown)).toEqual([want]);
    expect(fake.calls).toHaveLength(1);
  });

  test('all of them together: one batch, and singly what a batch cannot tell apart', async () => {
    fake.parameters.seed(seeds);
    const refs = rows.map(({ ref }) => ref);
    const opened = await connect();
    const answers = [...(await opened.read(refs.slice(0, 8))), ...(await opened.read(refs.slice(8)))];
    expect(answers.map(shown)).toEqual(rows.map(({ want }) => want));
    expect([...new Set(fake.calls)].sort()).toEqual([
      'ssm.GetParameter',
      'ssm.GetParameters',
      'ssm.ListTagsForResource',
    ]);
  });

  test('two versions of one parameter never share a batch', async () => {
    fake.parameters.seed(seeds);
    const refs: RemoteRef[] = [{ key: '/ver' }, { key: '/ver', version: '1' }, { key: '/ver:2' }, { key: '/secure' }];
    expect((await (await connect()).read(refs)).map(shown)).toEqual(['three', 'one', 'two', 's3cret']);
    expect([...fake.calls].sort()).toEqual(['ssm.GetParameter', 'ssm.GetParameter', 'ssm.GetParameters']);
  });

  test('missing names are settled by the batch; an unknown version is asked for again', async () => {
    fake.parameters.seed(seeds);
    const refs: RemoteRef[] = [{ key: '/nope' }, { key: '/ver', version: '9' }, { key: '/list' }, { key: '/nope2' }];
    const answers = await (await connect()).read(refs);
    expect(answers.map(shown)).toEqual(['missing', 'REMOTE_VERSION_NOT_FOUND', 'a,b', 'missing']);
    expect(fake.calls).toEqual(['ssm.GetParameters', 'ssm.GetParameter']);
  });

  test('a denied batch is tried once a store; the reads go singly, without a word', async () => {
    const keys = Array.from({ length: 10 }, (_, index) => `/p/${index}`);
    fake.parameters.seed(keys.map((name) => ({ name, type: 'String', value: name })));
    fake.fail({ kind: 'denied', call: 'ssm.GetParameters' });
    const opened = await connect();
    for (let round = 0; round < 2; round += 1) {
      expect((await opened.read(keys.map((key) => ({ key })))).map(shown)).toEqual(keys);
    }
    expect([fake.calls.filter((call) => call === 'ssm.GetParameters').length, fake.calls.length]).toEqual([1, 21]);
    expect(world.run().warnings).toEqual([]);
  });
});

describe('ref()', () => {
  const rows = [
    { name: 'puts the prefix before the key', entry: { key: 'db' }, want: { key: '/prod/db' } },
    {
      name: 'keeps a version, whatever it is called',
      entry: { key: 'db', version: 'AWSCURRENT' },
      want: { key: '/prod/db', version: 'AWSCURRENT' },
    },
    { name: 'has no empty version', entry: { key: 'db', version: '' }, want: { key: '/prod/db' } },
    {
      name: 'keeps the version of tags',
      entry: { key: 'db', version: '2', metadataPolicy: 'Fetch' as const },
      want: { key: '/prod/db', version: '2', metadataPolicy: 'Fetch' },
    },
  ];

  test.each(rows)('$name', ({ entry, want }) => {
    expect(provider.open({ ...spec(service), prefix: '/prod/' }, testStoreInfo()).ref(entry)).toEqual(want);
  });
});

describe('find', () => {
  const tree = [
    { name: '/production/myapp/DATABASE_URL', type: 'SecureString', value: 'postgres://db' },
    { name: '/production/myapp/nested/KEY', type: 'String', value: 'deep', tags: { env: 'prod', team: 'core' } },
    { name: '/production/myapp2/X', type: 'String', value: 'no', tags: { env: 'prod' } },
    { name: 'rootname', type: 'String', value: 'root' },
  ];

  const rows: { name: string; find: Find; want: string[]; calls: string[] }[] = [
    {
      name: 'by path and name: full names, decrypted',
      find: { path: '/production/myapp', name: { regexp: '.*' } },
      want: ['/production/myapp/DATABASE_URL = postgres://db', '/production/myapp/nested/KEY = deep'],
      calls: ['GetParametersByPath'],
    },
    {
      name: 'by path with a slash at its end',
      find: { path: '/production/myapp/', name: { regexp: 'KEY' } },
      want: ['/production/myapp/nested/KEY = deep'],
      calls: ['GetParametersByPath'],
    },
    {
      name: 'by a path that is only part of a level',
      find: { path: '/production/my', name: {} },
      want: [],
      calls: ['GetParametersByPath'],
    },
    {
      name: 'by name from the root',
      find: { name: { regexp: '^rootname$' } },
      want: ['rootname = root'],
      calls: ['GetParametersByPath'],
    },
    {
      name: 'by name, the tags ignored',
      find: { name: { regexp: 'X$' }, tags: { env: 'none' } },
      want: ['/production/myapp2/X = no'],
      calls: ['GetParametersByPath'],
    },
    {
      name: 'by tags: all of them, exactly',
      find: { tags: { env: 'prod', team: 'core' } },
      want: ['/production/myapp/nested/KEY -> /production/myapp/nested/KEY'],
      calls: ['DescribeParameters'],
    },
    {
      name: 'by a tag below a path',
      find: { path: '/production/myapp2', tags: { env: 'prod' } },
      want: ['/production/myapp2/X -> /production/myapp2/X'],
      calls: ['DescribeParameters'],
    },
  ];

  test.each(rows)('$name', async ({ find, want, calls }) => {
    fake.parameters.seed(tree);
    const found = (await (await connect()).find?.(find)) ?? [];
    expect(found.map(shownMatch).sort()).toEqual([...want].sort());
    expect(fake.calls).toEqual(calls.map((call) => `ssm.${call}`));
  });

  test.each([
    { name: 'a path alone', find: { path: '/production' }, code: 'FIND_OPERATOR' },
    { name: 'nothing', find: {}, code: 'FIND_OPERATOR' },
    { name: 'a broken expression', find: { name: { regexp: '[' } }, code: 'FIND_REGEXP' },
  ])('refuses $name before any call', async ({ find, code }) => {
    const opened = await connect();
    await expect(opened.find?.(find)).rejects.toMatchObject({ code });
    expect(fake.calls).toEqual([]);
  });

  test('reads every page', async () => {
    fake.parameters.seed(
      Array.from({ length: 25 }, (_, index) => ({ name: `/pg/${index}`, type: 'String', value: 'x' })),
    );
    expect(await (await connect()).find?.({ path: '/pg', name: {} })).toHaveLength(25);
    expect(fake.calls).toHaveLength(3);
  });

  test('where listing by path is denied, describes and gives the names to be read', async () => {
    fake.parameters.seed(tree);
    fake.fail({ kind: 'denied', call: 'ssm.GetParametersByPath' });
    const found = (await (await connect()).find?.({ path: '/production/myapp', name: { regexp: 'KEY' } })) ?? [];
    expect(found.map(shownMatch)).toEqual(['/production/myapp/nested/KEY -> /production/myapp/nested/KEY']);
    expect(fake.calls).toEqual(['ssm.GetParametersByPath', 'ssm.DescribeParameters']);
  });

  test('empty tags take every parameter, with a warning', async () => {
    fake.parameters.seed(tree);
    expect(await (await connect()).find?.({ tags: {} })).toHaveLength(4);
    expect(world.run().warnings).toMatchObject([{ code: 'FIND_ALL' }]);
  });
});

describe('faults', () => {
  const rows: { kind: FaultKind; code: string; tries: number; says?: RegExp }[] = [
    { kind: 'denied', code: 'STORE_REFUSED', tries: 1, says: /ssm:GetParameter on "\/db"/ },
    { kind: 'expired', code: 'STORE_CREDENTIALS', tries: 1 },
    { kind: 'throttled', code: 'STORE_THROTTLED', tries: 4 },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4 },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER', tries: 1 },
    { kind: 'empty', code: 'STORE_ANSWER', tries: 1 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
  ];

  test.each(rows)('$kind: $code after $tries tries', async ({ kind, code, tries, says }) => {
    fake.parameters.seed([{ name: '/db', type: 'String', value: 'marked-value' }]);
    const opened = await connect({ run: testRun({ config: { limits: { requestTimeoutMs: 100 } } }) });
    fake.fail({ kind });
    const [answer] = await opened.read([{ key: '/db' }]);
    expect(answer).toMatchObject({ kind: 'failed', error: { code, hint: expect.stringMatching(/./) } });
    expect(fake.calls).toHaveLength(tries);
    const error = answer?.kind === 'failed' ? answer.error : undefined;
    expect(`${error?.says} ${error?.hint}`).toMatch(says ?? /./);
    expect(`${error?.says} ${error?.hint} ${error?.stack}`).not.toMatch(/marked|ambient-secret-key/);
  });
});

describe('check()', () => {
  test('passes where the identity may describe, and where it may not', async () => {
    const opened = await connect();
    await opened.check?.();
    fake.fail({ kind: 'denied' });
    await opened.check?.();
    expect(fake.calls).toHaveLength(2);
  });

  test('fails where nobody answers', async () => {
    const opened = await connect();
    fake.fail({ kind: 'reset' });
    await expect(opened.check?.()).rejects.toMatchObject({ code: 'STORE_UNREACHABLE', exitStatus: 3 });
  });
});
