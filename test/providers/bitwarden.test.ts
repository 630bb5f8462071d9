import { createHash } from 'node:crypto';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/bitwarden/bitwarden.ts';
import type { Client } from '../../plugin/providers/provider.ts';
import { BitwardenFake } from '../fakes/bitwarden.ts';
import { certificate } from '../support/certificate.ts';
import { testContext, testObject } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';
import { shownValues } from '../support/shown-values.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { providerContract } from './contract.ts';

const secrets = { 'default/creds': { token: '0.bitwarden-token-of-the-test' } };
const auth = { secretRef: { credentials: { name: 'creds', key: 'token' } } };
const quick = { maxRetries: 3, retryInterval: '1ms' };
const mine = 'bbbbbbbb-0000-4000-8000-000000000001';
const theirs = 'bbbbbbbb-0000-4000-8000-000000000002';

/** An id that is always the same for a name. */
function idOf(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return [8, 12, 16, 20, 32].map((end, index) => digits.slice([0, 8, 12, 16, 20][index], end)).join('-');
}

function specOf(fake: BitwardenFake, fields: object = {}): never {
  const { cert: caBundle } = certificate();
  const where = { bitwardenServerSDKURL: fake.url, organizationID: fake.organisation, projectID: mine };
  return { ...where, caBundle, auth, ...fields } as never;
}

let close: (() => void) | undefined;
let fake: BitwardenFake;

beforeEach(async () => {
  fake = await BitwardenFake.start(certificate());
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

async function connect(fields: object = {}): Promise<Client> {
  const ca = testObject('ConfigMap', 'default/ca', { data: { 'ca.crt': certificate().cert } });
  const world = await testContext({ secrets, objects: [ca], retrySettings: quick });
  close = world.close;
  return await provider.open(specOf(fake, fields), testStoreInfo()).connect(world.context);
}

providerContract(
  'Bitwarden',
  async (signal) => {
    const own = await BitwardenFake.start(certificate());
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    return {
      open: () => provider.open(specOf(own), testStoreInfo()),
      context,
      put: (id, value) => void own.secrets.push({ id, key: 'any', value: value.toString() }),
      refuse: (id) => void own.denied.add(id),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => own.calls.length,
      signIns: () => 0,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 0, key: idOf, absent: 'failed' },
);

describe('reading', () => {
  const list = 'GET /rest/api/1/secrets';
  const one = 'GET /rest/api/1/secret';
  const rows: { name: string; key: string; want: string; calls: string[] }[] = [
    { name: 'by id, whatever the project', key: idOf('other'), want: 'of the other', calls: [one] },
    { name: 'by id without hyphens', key: idOf('other').replaceAll('-', ''), want: 'STORE_REFUSED', calls: [one] },
    { name: 'an id that is not there', key: idOf('nothing'), want: 'STORE_REFUSED', calls: [one] },
    { name: 'by name, in the project', key: 'db', want: 'mine', calls: [list, one, one] },
    { name: 'a name of two in the project', key: 'twice', want: 'BITWARDEN_SEVERAL', calls: [list, one, one] },
    { name: 'a name of another project alone', key: 'foreign', want: 'REMOTE_ABSENT', calls: [list, one] },
    { name: 'a name of a secret without project', key: 'loose', want: 'REMOTE_ABSENT', calls: [list, one] },
    { name: 'a name of nothing', key: 'nope', want: 'REMOTE_ABSENT', calls: [list] },
    { name: 'an empty value', key: 'empty', want: '', calls: [list, one] },
  ];
  test.each(rows)('$name', async ({ key, want, calls }) => {
    fake.secrets.push(
      { id: idOf('mine'), key: 'db', value: 'mine', project: mine },
      { id: idOf('other'), key: 'db', value: 'of the other', project: theirs },
      { id: idOf('first'), key: 'twice', value: '1', project: mine },
      { id: idOf('second'), key: 'twice', value: '2', project: mine },
      { id: idOf('foreign'), key: 'foreign', value: 'x', project: theirs },
      { id: idOf('loose'), key: 'loose', value: 'x' },
      { id: idOf('empty'), key: 'empty', value: '', project: mine },
    );
    const client = await connect();
    const ref = provider.open(specOf(fake), testStoreInfo()).ref({ key, property: 'unseen', version: '3' });
    const [answer] = await client.read([ref]);
    expect(shown(answer)).toBe(want);
    expect(fake.calls).toEqual(calls);
  });

  test('many names are one list', async () => {
    for (const name of ['a', 'b']) fake.secrets.push({ id: idOf(name), key: name, value: name, project: mine });
    const client = await connect();
    await Promise.all(['a', 'b', 'a'].map((key) => client.read([{ key }])));
    expect(fake.calls.filter((call) => call === list)).toHaveLength(1);
  });

  test('an organisation without secrets', async () => {
    const client = await connect();
    expect(shown((await client.read([{ key: 'x' }]))[0])).toBe('REMOTE_ABSENT');
    expect(await client.find?.({})).toEqual([]);
  });

  test('the addresses of a Bitwarden of one’s own go with each request', async () => {
    const client = await connect({ apiURL: 'https://api.example.com/', identityURL: 'https://id.example.com' });
    await client.check?.();
    expect(fake.requests[0]?.headers).toMatchObject({
      'warden-access-token': fake.token,
      'warden-api-url': 'https://api.example.com',
      'warden-identity-url': 'https://id.example.com',
    });
  });

  test('a CA of a ConfigMap', async () => {
    const caProvider = { type: 'ConfigMap', name: 'ca', key: 'ca.crt' };
    const client = await connect({ caBundle: undefined, caProvider });
    expect(await client.find?.({})).toEqual([]);
  });

  test('without a CA the server is not believed', async () => {
    const client = await connect({ caBundle: undefined });
    expect(shown((await client.read([{ key: idOf('a') }]))[0])).toBe('STORE_CERTIFICATE');
  });

  test('find gives everything by its id, whatever it asks for', async () => {
    for (const name of ['a', 'b']) fake.secrets.push({ id: idOf(name), key: name, value: name, project: theirs });
    const found = await (await connect()).find?.({ name: { regexp: '^a$' }, path: 'x', tags: { a: 'b' } });
    expect(found?.map((match) => [match.name, 'ref' in match && match.ref.key])).toEqual(
      ['a', 'b'].map((name) => [idOf(name), idOf(name)]),
    );
  });
});

describe('parts', () => {
  const store = provider.open({ auth } as never, testStoreInfo());

  test('a property is not looked at', () => {
    const value = new Sensitive('{"a":1}');
    expect(store.select(value, { key: 'k', property: 'a' })).toEqual({ kind: 'value', value });
  });

  // What Go's gopkg.in/yaml.v3 and fmt made of these.
  const rows: { value: string; want: object | string }[] = [
    { value: 'a: yes\nb: on\nc: n', want: { a: 'yes', b: 'on', c: 'n' } },
    {
      value: 'a: 010\nb: 0x1f\nc: 1_000\nd: 1e6\ne: 1.50',
      want: { a: '8', b: '31', c: '1000', d: '1e+06', e: '1.5' },
    },
    { value: 'a: ~\nb:\nc: null', want: { a: '<nil>', b: '<nil>', c: '<nil>' } },
    {
      value: 'd: 2020-01-02\nt: 2020-01-02T03:04:05.60+02:00',
      want: { d: '2020-01-02 00:00:00 +0000 UTC', t: '2020-01-02 03:04:05.6 +0200 +0200' },
    },
    { value: 'a: .inf\nb: -.Inf\nc: .nan', want: { a: '+Inf', b: '-Inf', c: 'NaN' } },
    { value: 'a: {b: 1, c: [x, {d: e}]}', want: { a: 'b: 1\nc:\n    - x\n    - d: e' } },
    { value: 'a: [1, b, {c: 2}]', want: { a: '[1 b map[c:2]]' } },
    { value: 'a: {}\nb: []', want: { a: '{}', b: '[]' } },
    { value: '', want: {} },
    { value: 'text', want: 'EXTRACT_NOT_OBJECT' },
    { value: '- 1', want: 'EXTRACT_NOT_OBJECT' },
    { value: 'a: 1\na: 2', want: 'EXTRACT_NOT_OBJECT' },
    { value: '{"a":1.50,"b":"x","c":{"d":1}}', want: { a: '1.5', b: 'x', c: 'd: 1' } },
    { value: '{"a":1,"a":2.50}', want: { a: '2.50' } },
    { value: 'a: \'é 🔑\'\nb: "x\\ny"', want: { a: 'é 🔑', b: 'x\ny' } },
    { value: 'x: &x {a: 1}\ny: *x\nz:\n  <<: *x\n  b: 2', want: { x: 'a: 1', y: 'a: 1', z: 'a: 1\nb: 2' } },
    { value: 'a: !!str 12\nb: !!binary aGk=', want: { a: '12', b: 'hi' } },
  ];
  test.each(rows)('extract: $value', ({ value, want }) => {
    const extracted = store.extract(new Sensitive(value), { key: 'k' });
    expect(shownValues(extracted)).toEqual(want);
  });
});

describe('stores', () => {
  const rows = [
    { name: 'fine', spec: { auth, bitwardenServerSDKURL: 'https://x' }, want: [] },
    { name: 'no server', spec: { auth }, want: ['BITWARDEN_SERVER'] },
    { name: 'no TLS', spec: { auth, bitwardenServerSDKURL: 'http://x' }, want: ['BITWARDEN_PLAIN'] },
    {
      name: 'a foreign namespace',
      spec: {
        auth: { secretRef: { credentials: { name: 'a', key: 'b', namespace: 'c' } } },
        bitwardenServerSDKURL: 'https://x',
      },
      want: ['REFERENCE_NAMESPACE'],
    },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });
});
