import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/doppler/doppler.ts';
import type { Client, Find, StoreInfo } from '../../plugin/providers/provider.ts';
import { DopplerFake } from '../fakes/doppler.ts';
import { type TestContextOptions, testContext } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const secrets = { 'default/creds': { dopplerToken: 'dp.st.token-of-the-test' } };
const auth = { secretRef: { dopplerToken: { name: 'creds' } } };
const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;
let fake: DopplerFake;

beforeEach(async () => {
  fake = await DopplerFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

async function connect(fields: object = {}, options: TestContextOptions = {}, info = testStoreInfo()): Promise<Client> {
  const world = await testContext({
    secrets,
    retrySettings: quick,
    env: { DOPPLER_BASE_URL: `${fake.url}/` },
    ...options,
  });
  close = world.close;
  return await provider.open({ auth, ...fields } as never, info).connect(world.context);
}

providerContract(
  'Doppler',
  async (signal) => {
    const own = await DopplerFake.start();
    const options = { secrets, run: testRun({ signal }), retrySettings: quick, env: { DOPPLER_BASE_URL: own.url } };
    const { context, close: end } = await testContext(options);
    return {
      open: () => provider.open({ auth }, testStoreInfo()),
      context,
      put: (key, value) => void own.secrets.set(key, value.toString()),
      refuse: (key) => void own.denied.add(key),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.length,
      signIns: () => 0,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 0, absent: 'failed' },
);

describe('reading', () => {
  test('many names are one call, with project and config', async () => {
    for (const name of ['A', 'B']) fake.secrets.set(name, `value ${name}`);
    const client = await connect({ project: 'shop', config: 'prd', nameTransformer: 'lower-snake', format: 'env' });
    const answers = await client.read(['B', 'NOPE', 'A'].map((key) => ({ key })));
    expect(answers.map(shown)).toEqual(['value B', 'REMOTE_ABSENT', 'value A']);
    expect(fake.calls.map(decodeURIComponent)).toEqual([
      'GET /v3/configs/config/secrets/download?project=shop&config=prd&secrets=B,NOPE,A',
    ]);
  });

  test('one name that is refused spoils no other', async () => {
    fake.secrets.set('A', 'a').set('LOCKED', 'marked');
    fake.denied.add('LOCKED');
    const answers = await (await connect()).read([{ key: 'A' }, { key: 'LOCKED' }]);
    expect(answers.map(shown)).toEqual(['a', 'STORE_REFUSED']);
  });

  test('what is no text is not taken for some', async () => {
    fake.secrets.set('N', 1).set('A', 'a');
    expect((await (await connect()).read([{ key: 'N' }, { key: 'A' }])).map(shown)).toEqual(['REMOTE_ABSENT', 'a']);
  });

  const store = provider.open({ auth } as never, testStoreInfo());
  test('a property is not looked at, and extract keeps numbers as they are spelled', () => {
    const value = new Sensitive('{"a":{ "b" : 1.50 },"n":1e3,"t":"x"}');
    expect(store.select(value, { key: 'k', property: 'a' })).toEqual({ kind: 'value', value });
    const extracted = store.extract(value, { key: 'k', property: 'a' });
    expect(extracted.kind === 'values' && [...extracted.values].map(([k, v]) => `${k}=${v.reveal()}`)).toEqual([
      'a={ "b" : 1.50 }',
      'n=1e3',
      't=x',
    ]);
  });
});

describe('find', () => {
  const rows: { name: string; find: Find; fields?: object; want: object | string }[] = [
    { name: 'all', find: {}, want: { APP_A: '1', APP_B: '2', OTHER: '3' } },
    { name: 'by name', find: { name: { regexp: 'B$' } }, want: { APP_B: '2' } },
    { name: 'by how the name begins', find: { path: 'APP_' }, want: { APP_A: '1', APP_B: '2' } },
    { name: 'by both', find: { path: 'APP_', name: { regexp: 'A$' } }, want: { APP_A: '1' } },
    { name: 'tags are not looked at', find: { tags: { a: 'b' }, name: { regexp: 'OTHER' } }, want: { OTHER: '3' } },
    {
      name: 'other names',
      find: {},
      fields: { nameTransformer: 'lower-snake' },
      want: { app_a: '1', app_b: '2', other: '3' },
    },
    {
      name: 'a file',
      find: {},
      fields: { format: 'env' },
      want: { DOPPLER_SECRETS_FILE: 'APP_A="1"\nAPP_B="2"\nOTHER="3"' },
    },
    {
      name: 'a file of JSON',
      find: {},
      fields: { format: 'json' },
      want: { DOPPLER_SECRETS_FILE: '{"APP_A":"1","APP_B":"2","OTHER":"3"}' },
    },
    { name: 'a file that is not called so', find: { path: 'APP_' }, fields: { format: 'env' }, want: {} },
    { name: 'a bad expression', find: { name: { regexp: '(' } }, want: 'FIND_REGEXP' },
  ];
  test.each(rows)('$name', async ({ find, fields = {}, want }) => {
    fake.secrets.set('APP_A', '1').set('APP_B', '2').set('OTHER', '3');
    const client = await connect(fields);
    const outcome = await client.find?.(find).then(
      (matches) =>
        Object.fromEntries(matches.map((match) => [match.name, 'value' in match && match.value.reveal().toString()])),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toEqual(want);
  });
});

describe('signing in with a ServiceAccount', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'doppler-'));
    await writeFile(path.join(folder, 'token'), 'the-jwt\n');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const rows: { name: string; given?: object; kind?: StoreInfo['kind']; want: string }[] = [
    {
      name: 'the token that Doppler gives',
      given: { success: true, token: 'dp.st.token-of-the-test', expires_at: '2999-01-01T00:00:00Z' },
      want: 'a',
    },
    { name: 'a refusal in words', given: { success: false }, want: 'STORE_CREDENTIALS' },
    { name: 'a refusal', want: 'STORE_CREDENTIALS' },
  ];
  test.each(rows)('$name', async ({ given, want }) => {
    const seen: string[] = [];
    fake.oidc = (identity, token) => {
      seen.push(`${identity} ${token}`);
      return given as object;
    };
    fake.secrets.set('A', 'a');
    const run = testRun({ config: { credentials: { tokens: { 'default/reader': path.join(folder, 'token') } } } });
    const oidcConfig = { identity: 'id-1', serviceAccountRef: { name: 'reader' } };
    const outcome = await connect({ auth: { oidcConfig } }, { run })
      .then(async (client) => shown((await client.read([{ key: 'A' }]))[0]))
      .catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code);
    expect(outcome).toBe(want);
    expect(seen[0]).toBe('id-1 the-jwt');
    expect([...run.concealed]).toContain('the-jwt');
  });
});

describe('stores', () => {
  const rows = [
    { name: 'fine', spec: { auth }, want: [] },
    { name: 'no name', spec: { auth: { secretRef: { dopplerToken: {} } } }, want: ['STORE_FIELD'] },
    {
      name: 'no identity',
      spec: { auth: { oidcConfig: { identity: '', serviceAccountRef: { name: 'x' } } } },
      want: ['STORE_FIELD'],
    },
    {
      name: 'a foreign namespace',
      spec: { auth: { secretRef: { dopplerToken: { name: 'a', namespace: 'b' } } } },
      want: ['REFERENCE_NAMESPACE'],
    },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });

  test('check signs in', async () => {
    await (await connect()).check?.();
    expect(fake.calls).toEqual(['GET /v3/projects']);
  });
});
