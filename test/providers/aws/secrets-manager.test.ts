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

const service = 'SecretsManager';

let world: AwsWorld;
let fake: AwsFake;

beforeEach(async () => {
  world = await awsWorld(service);
  fake = world.fake;
});

afterEach(() => world.stop());

const connect = (options?: TestContextOptions, fields?: object) => world.connect(options, fields);

providerContract(
  'AWS Secrets Manager',
  async (signal) => {
    const own = await AwsFake.start();
    const { context, close } = await testContext({ env: own.environment, run: testRun({ signal }) });
    return {
      open: () => provider.open(spec(service), testStoreInfo()),
      context,
      put: (name, value) => own.secrets.seed([{ name, SecretBinaryBase64: value.toString('base64') }]),
      refuse: (name) => void own.secrets.denied.add(name),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.requests.length,
      signIns: () => own.calls.filter((call) => call.startsWith('sts.')).length,
      async stop() {
        close();
        await own.close();
      },
    };
  },
  { binary: true, signIns: 0 },
);

const versions = [
  { id: '11111111-1111-4111-8111-111111111111', SecretString: 'one' },
  { id: '22222222-2222-4222-8222-222222222222', SecretString: 'two' },
  { id: '33333333-3333-4333-8333-333333333333', SecretString: 'three', stages: ['canary'] },
];

describe('reading a secret', () => {
  const seeds = [
    { name: 'ver', versions },
    { name: 'plain', SecretString: 'p' },
    { name: 'tagged', SecretString: 'v', tags: { b: '<&>', a: '1' } },
    { name: 'empty' },
    { name: 'gone', SecretString: 'x', deleted: true },
  ];

  const rows: { name: string; ref: RemoteRef; want: string }[] = [
    { name: 'no version is AWSCURRENT', ref: { key: 'ver' }, want: 'two' },
    { name: 'AWSPREVIOUS', ref: { key: 'ver', version: 'AWSPREVIOUS' }, want: 'one' },
    { name: 'a stage of its own', ref: { key: 'ver', version: 'canary' }, want: 'three' },
    { name: 'a version id', ref: { key: 'ver', version: `uuid/${versions[0]?.id}` }, want: 'one' },
    { name: 'an id without uuid/ is a stage', ref: { key: 'ver', version: `${versions[0]?.id}` }, want: 'missing' },
    { name: 'an unknown stage is missing', ref: { key: 'ver', version: 'nope' }, want: 'missing' },
    { name: 'an unknown secret is missing', ref: { key: 'nope' }, want: 'missing' },
    { name: 'a secret without a value is missing', ref: { key: 'empty' }, want: 'missing' },
    { name: 'a secret scheduled for deletion is missing', ref: { key: 'gone' }, want: 'missing' },
    {
      name: 'tags as Go writes them',
      ref: { key: 'tagged', metadataPolicy: 'Fetch' },
      want: '{"a":"1","b":"\\u003c\\u0026\\u003e"}',
    },
    { name: 'no tags', ref: { key: 'plain', metadataPolicy: 'Fetch' }, want: '{}' },
    {
      name: 'tags of an unknown secret are a fault',
      ref: { key: 'nope', metadataPolicy: 'Fetch' },
      want: 'REMOTE_NOT_FOUND',
    },
  ];

  test.each(rows)('$name', async ({ ref, want }) => {
    fake.secrets.seed(seeds);
    const answers = await (await connect()).read([ref]);
    expect(answers.map(shown)).toEqual([want]);
    expect(fake.calls).toHaveLength(1);
  });

  test('by ARN and by an ARN without its end, alone and in a batch', async () => {
    fake.secrets.seed(seeds);
    const arn = fake.secrets.find('plain', 'us-east-1').arn;
    const read = await connect();
    const refs = [{ key: arn.slice(0, -7) }, { key: 'ver' }];
    expect((await read.read(refs)).map(shown)).toEqual(['p', 'two']);
    expect((await read.read([{ key: arn }])).map(shown)).toEqual(['p']);
    expect(fake.calls).toEqual(['secretsmanager.BatchGetSecretValue', 'secretsmanager.GetSecretValue']);
  });

  test('a batch settles what is missing, scheduled for deletion or denied, without asking again', async () => {
    fake.secrets.seed(seeds);
    fake.secrets.denied.add('tagged');
    const answers = await (await connect()).read(['plain', 'nope', 'gone', 'tagged'].map((key) => ({ key })));
    expect(answers.map(shown)).toEqual(['p', 'missing', 'missing', 'STORE_REFUSED']);
    expect(fake.calls).toEqual(['secretsmanager.BatchGetSecretValue']);
  });

  test('versions and tags go singly beside the batch', async () => {
    fake.secrets.seed(seeds);
    const refs: RemoteRef[] = [
      { key: 'ver' },
      { key: 'ver', version: 'canary' },
      { key: 'plain' },
      { key: 'plain', metadataPolicy: 'Fetch' },
    ];
    expect((await (await connect()).read(refs)).map(shown)).toEqual(['two', 'three', 'p', '{}']);
    expect([...fake.calls].sort()).toEqual([
      'secretsmanager.BatchGetSecretValue',
      'secretsmanager.DescribeSecret',
      'secretsmanager.GetSecretValue',
    ]);
  });

  test('a denied batch is tried once a store; the reads go singly, without a word', async () => {
    const keys = Array.from({ length: 20 }, (_, index) => `s${index}`);
    fake.secrets.seed(keys.map((name) => ({ name, SecretString: name })));
    fake.fail({ kind: 'denied', call: 'secretsmanager.BatchGetSecretValue' });
    const read = await connect();
    for (let round = 0; round < 2; round += 1) {
      expect((await read.read(keys.map((key) => ({ key })))).map(shown)).toEqual(keys);
    }
    const batches = fake.calls.filter((call) => call.endsWith('BatchGetSecretValue'));
    expect([batches.length, fake.calls.length]).toEqual([1, 41]);
    expect(world.run().warnings).toEqual([]);
  });

  test('a batch in pages is read to its end', async () => {
    fake.secrets.batchPage = 2;
    const keys = ['a', 'b', 'c', 'd', 'e'];
    fake.secrets.seed(keys.map((name) => ({ name, SecretString: name })));
    expect((await (await connect()).read(keys.map((key) => ({ key })))).map(shown)).toEqual(keys);
    expect(fake.calls).toHaveLength(3);
  });

  test('another region has other secrets', async () => {
    fake.secrets.seed(seeds);
    const answers = await (await connect({}, { region: 'eu-west-1' })).read([{ key: 'plain' }]);
    expect(answers.map(shown)).toEqual(['missing']);
    expect(fake.requests[0]?.region).toBe('eu-west-1');
  });
});

describe('ref()', () => {
  const rows = [
    { name: 'puts the prefix before the key', entry: { key: 'db' }, want: { key: 'prod/db' } },
    { name: 'reads AWSCURRENT as the default', entry: { key: 'db', version: 'AWSCURRENT' }, want: { key: 'prod/db' } },
    { name: 'keeps another stage', entry: { key: 'db', version: 'x' }, want: { key: 'prod/db', version: 'x' } },
    { name: 'leaves the property out', entry: { key: 'db', property: 'a' }, want: { key: 'prod/db' } },
    {
      name: 'has no versions of tags',
      entry: { key: 'db', version: 'x', metadataPolicy: 'Fetch' as const },
      want: { key: 'prod/db', metadataPolicy: 'Fetch' },
    },
  ];

  test.each(rows)('$name', ({ entry, want }) => {
    expect(provider.open({ ...spec(service), prefix: 'prod/' }, testStoreInfo()).ref(entry)).toEqual(want);
  });
});

describe('find', () => {
  const seeds = [
    { name: 'prod/app/url', SecretString: 'u', tags: { env: 'prod', tier: 'web' } },
    { name: 'prod/app/key', SecretString: 'k', tags: { env: 'prod' } },
    { name: 'dev/app/url', SecretString: 'du', tags: { env: 'dev', tier: 'web' } },
    { name: 'bin', SecretBinaryBase64: 'AP8=' },
    { name: 'none' },
    { name: 'gone', SecretString: 'g', deleted: true },
  ];

  const rows: { name: string; find: Find; want: string[]; calls: string[] }[] = [
    {
      name: 'by name: the names, to be read by the caller',
      find: { name: { regexp: '^prod/' } },
      want: ['prod/app/url -> prod/app/url', 'prod/app/key -> prod/app/key'],
      calls: ['ListSecrets'],
    },
    {
      name: 'by name and tags',
      find: { name: { regexp: 'url$' }, tags: { env: 'p' } },
      want: ['prod/app/url -> prod/app/url'],
      calls: ['ListSecrets'],
    },
    {
      name: 'by path and name: values at once, a path being a prefix',
      find: { path: 'prod/a', name: { regexp: 'url' } },
      want: ['prod/app/url = u'],
      calls: ['BatchGetSecretValue'],
    },
    {
      name: 'by tags',
      find: { tags: { tier: 'web' } },
      want: ['prod/app/url = u', 'dev/app/url = du'],
      calls: ['BatchGetSecretValue'],
    },
    { name: 'by a path with nothing below', find: { path: 'qa/', name: {} }, want: [], calls: ['BatchGetSecretValue'] },
    {
      name: 'by a name that excludes',
      find: { path: 'b', name: {} },
      want: ['bin = \u0000\ufffd'],
      calls: ['BatchGetSecretValue'],
    },
  ];

  test.each(rows)('$name', async ({ find, want, calls }) => {
    fake.secrets.seed(seeds);
    const found = (await (await connect()).find?.(find)) ?? [];
    expect(found.map(shownMatch).sort()).toEqual([...want].sort());
    expect(fake.calls).toEqual(calls.map((call) => `secretsmanager.${call}`));
  });

  test.each([
    { name: 'a path alone', find: { path: 'prod/' }, code: 'FIND_OPERATOR' },
    { name: 'nothing', find: {}, code: 'FIND_OPERATOR' },
    { name: 'empty tags', find: { tags: {} }, code: 'FIND_OPERATOR' },
    { name: 'a broken expression', find: { name: { regexp: '(' } }, code: 'FIND_REGEXP' },
    { name: 'an expression that RE2 does not know', find: { name: { regexp: '(?=a)' } }, code: 'FIND_REGEXP' },
  ])('refuses $name before any call', async ({ find, code }) => {
    const opened = await connect();
    await expect(opened.find?.(find)).rejects.toMatchObject({ code });
    expect(fake.calls).toEqual([]);
  });

  test('reads every page of names', async () => {
    fake.secrets.listPage = 7;
    fake.secrets.seed(Array.from({ length: 20 }, (_, index) => ({ name: `p/${index}`, SecretString: 'x' })));
    expect(await (await connect()).find?.({ name: { regexp: '^p/' } })).toHaveLength(20);
    expect(fake.calls).toHaveLength(3);
  });

  test('leaves out what may not be read, with a warning', async () => {
    fake.secrets.seed(seeds);
    fake.secrets.denied.add('prod/app/key');
    const found = (await (await connect()).find?.({ tags: { env: 'prod' } })) ?? [];
    expect(found.map(shownMatch)).toEqual(['prod/app/url = u']);
    expect(world.run().warnings).toMatchObject([{ code: 'FIND_SKIPPED' }]);
    expect(world.run().warnings[0]?.says).toContain('prod/app/key');
  });

  test('with a prefix the listed names are read as they are', async () => {
    fake.secrets.seed(seeds);
    const found = await (await connect({}, { prefix: 'prod/' })).find?.({ name: { regexp: '^prod/app/url$' } });
    expect(found).toEqual([{ name: 'prod/app/url', ref: { key: 'prod/app/url' }, essential: true }]);
  });
});

describe('faults', () => {
  const rows: { kind: FaultKind; code: string; tries: number; says?: RegExp }[] = [
    { kind: 'denied', code: 'STORE_REFUSED', tries: 1, says: /secretsmanager:GetSecretValue on "db"/ },
    { kind: 'key denied', code: 'STORE_REFUSED', tries: 1, says: /kms:Decrypt/ },
    { kind: 'expired', code: 'STORE_CREDENTIALS', tries: 1, says: /ExpiredTokenException/ },
    { kind: 'wrong region', code: 'STORE_CREDENTIALS', tries: 1, says: /region/ },
    { kind: 'wrong clock', code: 'STORE_CREDENTIALS', tries: 1, says: /clock/ },
    { kind: 'throttled', code: 'STORE_THROTTLED', tries: 4 },
    { kind: 'error500', code: 'STORE_FAILED', tries: 4, says: /500/ },
    { kind: 'unavailable', code: 'STORE_FAILED', tries: 4, says: /503/ },
    { kind: 'reset', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'half body', code: 'STORE_UNREACHABLE', tries: 4 },
    { kind: 'garbage', code: 'STORE_ANSWER', tries: 1 },
    { kind: 'empty', code: 'REMOTE_NO_VALUE', tries: 1 },
    { kind: 'hang', code: 'STORE_TIMEOUT', tries: 4 },
    { kind: 'stalled body', code: 'STORE_TIMEOUT', tries: 4 },
  ];

  test.each(rows)('$kind: $code after $tries tries', async ({ kind, code, tries, says }) => {
    fake.secrets.seed([{ name: 'db', SecretString: 'marked-value' }]);
    const opened = await connect({ run: testRun({ config: { limits: { requestTimeoutMs: 200 } } }) });
    fake.fail({ kind });
    const [answer] = await opened.read([{ key: 'db' }]);
    expect(answer).toMatchObject({ kind: 'failed', error: { code } });
    expect(fake.calls).toHaveLength(tries);
    const error = answer?.kind === 'failed' ? answer.error : undefined;
    expect(`${error?.says} ${error?.hint}`).toMatch(says ?? /./);
    expect(`${error?.says} ${error?.hint}`).not.toMatch(/marked|ambient-secret-key/);
    expect(error?.hint === undefined && code !== 'REMOTE_NO_VALUE').toBe(false);
  });

  test.each(rows.filter(({ kind }) => kind !== 'empty'))('$kind fails every ref of a batch', async ({ kind, code }) => {
    fake.secrets.seed(['a', 'b', 'c'].map((name) => ({ name, SecretString: 'marked-value' })));
    const opened = await connect({ run: testRun({ config: { limits: { requestTimeoutMs: 200 } } }) });
    fake.fail({ kind });
    const answers = await opened.read(['a', 'b', 'c'].map((key) => ({ key })));
    expect(answers.map(shown)).toEqual([code, code, code]);
  });

  test('throttled twice, then an answer', async () => {
    fake.secrets.seed([{ name: 'db', SecretString: 'v' }]);
    const opened = await connect();
    fake.fail({ kind: 'throttled', times: 2 });
    expect((await opened.read([{ key: 'db' }])).map(shown)).toEqual(['v']);
    expect(fake.calls).toHaveLength(3);
  });

  test('a closed port', async () => {
    const env = { ...fake.environment, AWS_SECRETSMANAGER_ENDPOINT: 'http://127.0.0.1:9' };
    const answers = await (await connect({ env })).read([{ key: 'db' }]);
    expect(answers.map(shown)).toEqual(['STORE_UNREACHABLE']);
  });

  test('an unknown name beside a good one spoils nothing', async () => {
    fake.secrets.seed([{ name: 'db', SecretString: 'v' }]);
    expect((await (await connect()).read([{ key: '' }, { key: 'db' }])).map(shown)).toEqual(['missing', 'v']);
  });
});

describe('check()', () => {
  test('passes where the identity may list, and where it may not', async () => {
    const opened = await connect();
    await opened.check?.();
    fake.fail({ kind: 'denied' });
    await opened.check?.();
    expect(fake.calls).toHaveLength(2);
  });

  test('fails for credentials that are not accepted', async () => {
    const opened = await connect();
    fake.fail({ kind: 'expired' });
    await expect(opened.check?.()).rejects.toMatchObject({ code: 'STORE_CREDENTIALS', exitStatus: 3 });
  });
});
