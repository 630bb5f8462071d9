import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { Sensitive } from '../../plugin/model/sensitive.ts';
import { provider } from '../../plugin/providers/infisical/infisical.ts';
import type { Client, Find } from '../../plugin/providers/provider.ts';
import { InfisicalFake } from '../fakes/infisical.ts';
import { WebhookFake } from '../fakes/webhook.ts';
import { type TestContextOptions, testContext, testObject } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';
import { shown } from '../support/shown.ts';
import { shownValues } from '../support/shown-values.ts';
import { testStoreInfo } from '../support/store-info.ts';
import { withEnvironment } from '../support/with-environment.ts';
import { providerContract } from './contract.ts';

const secrets = { 'default/creds': { id: 'the-client', secret: 'client-secret-of-the-test' } };
const key = (name: string) => ({ name: 'creds', key: name });
const auth = { universalAuthCredentials: { clientId: key('id'), clientSecret: key('secret') } };
const secretsScope = { projectSlug: 'shop', environmentSlug: 'prod' };
const quick = { maxRetries: 3, retryInterval: '1ms' };

let close: (() => void) | undefined;
let fake: InfisicalFake;

beforeEach(async () => {
  fake = await InfisicalFake.start();
});

afterEach(async () => {
  close?.();
  close = undefined;
  await fake.close();
});

async function connect(fields: object = {}, options: TestContextOptions = {}): Promise<Client> {
  const world = await testContext({ secrets, retrySettings: quick, ...options });
  close = world.close;
  const spec = { hostAPI: fake.url, auth, secretsScope, ...fields };
  return await provider.open(spec as never, testStoreInfo()).connect(world.context);
}

/** Secrets are asked for, tokens are not. */
const reads = (on: InfisicalFake) => on.calls.filter((call) => call.startsWith('GET'));

providerContract(
  'Infisical',
  async (signal) => {
    const own = await InfisicalFake.start();
    const { context, close: end } = await testContext({ secrets, run: testRun({ signal }), retrySettings: quick });
    return {
      open: () => provider.open({ hostAPI: own.url, auth, secretsScope } as never, testStoreInfo()),
      context,
      put: (name, value) => void own.secrets.push({ key: name, value: value.toString() }),
      refuse: (name) => void own.denied.add(name),
      hang: () => own.fail({ kind: 'hang' }),
      calls: () => reads(own).length,
      signIns: () => own.calls.filter((call) => call.endsWith('/login')).length,
      async stop() {
        end();
        await own.close();
      },
    };
  },
  { binary: false, signIns: 1 },
);

describe('reading', () => {
  const rows: { name: string; key: string; folder?: string; want: string; path: string }[] = [
    { name: 'a name', key: 'A', want: 'root', path: '/' },
    { name: "a name in the store's folder", key: 'A', folder: '/app', want: 'app', path: '/app' },
    { name: 'a path from there', key: 'deep/A', folder: '/app', want: 'deep', path: '/app/deep' },
    { name: 'a path upwards', key: '../A', folder: '/app', want: 'root', path: '/' },
    { name: 'a path from the root', key: '/app/deep/A', folder: '/other', want: 'deep', path: '/app/deep' },
    { name: 'a name in the root', key: '/A', folder: '/other', want: 'root', path: '/' },
    { name: 'nothing', key: 'B', want: 'missing', path: '/' },
  ];
  test.each(rows)('$name', async ({ key: name, folder, want, path: asked }) => {
    fake.secrets.push(
      { key: 'A', value: 'root' },
      { key: 'A', value: 'app', path: '/app' },
      { key: 'A', value: 'deep', path: '/app/deep' },
    );
    const scope = { ...secretsScope, ...(folder === undefined ? {} : { secretsPath: folder }) };
    const client = await connect({ secretsScope: scope });
    expect(shown((await client.read([{ key: name }]))[0])).toBe(want);
    const query = new URLSearchParams(reads(fake)[0]?.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      workspaceSlug: 'shop',
      environment: 'prod',
      expandSecretReferences: 'true',
      include_imports: 'true',
      secretPath: asked,
      type: 'shared',
    });
  });

  test('references inside of values stay where the store says so', async () => {
    const client = await connect({ secretsScope: { ...secretsScope, expandSecretReferences: false } });
    await client.read([{ key: 'A' }]);
    expect(reads(fake)[0]).toContain('expandSecretReferences=false');
  });

  test("a 404 that is not Infisical's own is no absence", async () => {
    fake.fail({ kind: 'status', status: 404 }, { call: 'GET' });
    expect(shown((await (await connect()).read([{ key: 'A' }]))[0])).toBe('missing');
    const other = await WebhookFake.start([
      { method: 'POST', path: '/api/v1/auth/universal-auth/login', status: 200, body: '{"accessToken":"t"}' },
    ]);
    const client = await connect({ hostAPI: `${other.url}/api/` });
    expect(shown((await client.read([{ key: 'A' }]))[0])).toBe('STORE_ANSWER');
    await other.close();
  });

  const store = provider.open({ auth, secretsScope } as never, testStoreInfo());
  const parts: { name: string; value: string; property?: string; want: string }[] = [
    { name: 'whole', value: ' v\n', want: ' v\n' },
    { name: 'a path', value: '{"a":{"b":"x"}}', property: 'a.b', want: 'x' },
    { name: 'a number', value: '{"a":1}', property: 'a', want: '' },
    { name: 'an object', value: '{"a":{}}', property: 'a', want: '' },
    { name: 'nothing there', value: '{"a":1}', property: 'b', want: 'PROPERTY_MISSING' },
    { name: 'no JSON', value: 'text', property: 'b', want: 'PROPERTY_MISSING' },
  ];
  test.each(parts)('data: $name', ({ value, property, want }) => {
    const selected = store.select(new Sensitive(value), property === undefined ? { key: 'k' } : { key: 'k', property });
    expect(shown(selected)).toBe(want);
  });

  const extracts: { value: string; property?: string; want: object | string }[] = [
    { value: '{"a":1.50,"b":"x","c":{ "d":1}}', want: { a: '1.50', b: 'x', c: '{ "d":1}' } },
    { value: '{"o":"{\\"a\\":\\"1\\"}"}', property: 'o', want: { a: '1' } },
    { value: '{"o":{"a":"1"}}', property: 'o', want: 'EXTRACT_NOT_OBJECT' },
    { value: 'text', want: 'EXTRACT_NOT_OBJECT' },
  ];
  test.each(extracts)('extract: $value', ({ value, property, want }) => {
    const entry = property === undefined ? { key: 'k' } : { key: 'k', property };
    const extracted = store.extract(new Sensitive(value), entry);
    expect(shownValues(extracted)).toEqual(want);
  });
});

describe('find', () => {
  const rows: { name: string; find: Find; scope?: object; want: object | string }[] = [
    {
      name: "the store's folder, and what it imports",
      find: { name: { regexp: '.' } },
      want: { A: '1', I: 'imported' },
    },
    { name: 'all folders', find: { name: { regexp: '^[AB]$' } }, scope: { recursive: true }, want: { A: '3', B: '2' } },
    { name: 'by name', find: { name: { regexp: '^B' } }, scope: { recursive: true }, want: { B: '2' } },
    { name: 'by how the folder begins', find: { path: '/app' }, scope: { recursive: true }, want: { A: '3', B: '2' } },
    {
      name: 'another folder',
      find: { name: { regexp: '.' } },
      scope: { secretsPath: '/app/x' },
      want: { A: '3', I: 'imported' },
    },
    { name: 'tags', find: { tags: { a: 'b' } }, want: 'FIND_TAGS' },
  ];
  test.each(rows)('$name', async ({ find, scope = {}, want }) => {
    fake.secrets.push(
      { key: 'A', value: '1' },
      { key: 'B', value: '2', path: '/app' },
      { key: 'A', value: '3', path: '/app/x' },
    );
    fake.imports.push({ key: 'I', value: 'imported' }, { key: 'A', value: 'not counted' });
    const client = await connect({ secretsScope: { ...secretsScope, ...scope } });
    const outcome = await client.find?.(find).then(
      (matches) =>
        Object.fromEntries(matches.map((match) => [match.name, 'value' in match && match.value.reveal().toString()])),
      (thrown: unknown) => faultsOf(thrown)?.[0]?.code,
    );
    expect(outcome).toEqual(want);
  });
});

describe('signing in', () => {
  let folder: string;
  let machine: WebhookFake;
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const locked = keys.privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'pass' });
  const isSigned = (text: string, signature: string, encoding: 'base64' | 'base64url') =>
    createVerify('RSA-SHA256').update(text).verify(createPublicKey(pem), signature, encoding);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'infisical-'));
    await writeFile(path.join(folder, 'token'), 'token-of-a-file');
    const account = { client_email: 'robot@x.iam', private_key_id: 'kid-1', private_key: pem };
    await writeFile(path.join(folder, 'gcp.json'), JSON.stringify(account));
    machine = await WebhookFake.start();
    machine.routes.push(
      {
        method: 'GET',
        path: '/metadata/identity/oauth2/token?api-version=2018-02-01&resource=api%3A%2F%2Fmine',
        expectHeaders: { metadata: 'true' },
        status: 200,
        body: '{"access_token":"azure-jwt"}',
      },
      {
        method: 'GET',
        path: '/computeMetadata/v1/instance/service-accounts/default/identity?audience=identity-1&format=full',
        expectHeaders: { 'metadata-flavor': 'Google' },
        status: 200,
        body: 'aaa.bbb.ccc',
      },
    );
  });
  afterEach(async () => {
    await machine.close();
    await rm(folder, { recursive: true });
  });

  interface Row {
    readonly name: string;
    readonly fields: (names: (field: string) => object) => object;
    readonly data: () => Readonly<Record<string, string>>;
    readonly path: string;
    readonly body: (body: Readonly<Record<string, unknown>>) => boolean;
  }
  const withId = { identityId: 'identity-1' };
  const rows: readonly Row[] = [
    {
      name: 'azureAuthCredentials',
      fields: (of) => ({ identityId: of('identityId'), resource: of('resource') }),
      data: () => ({ ...withId, resource: 'api://mine' }),
      path: 'azure-auth',
      body: ({ jwt }) => jwt === 'azure-jwt',
    },
    {
      name: 'gcpIdTokenAuthCredentials',
      fields: (of) => ({ identityId: of('identityId') }),
      data: () => withId,
      path: 'gcp-auth',
      body: ({ jwt }) => jwt === 'aaa.bbb.ccc',
    },
    {
      name: 'gcpIamAuthCredentials',
      fields: (of) => ({ identityId: of('identityId'), serviceAccountKeyFilePath: of('file') }),
      data: () => ({ ...withId, file: path.join(folder, 'gcp.json') }),
      path: 'gcp-auth',
      body({ jwt }) {
        const [head = '', claims = '', signature = ''] = String(jwt).split('.');
        const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
        const isMeant = said['aud'] === 'identity-1' && said['iss'] === 'robot@x.iam' && said['sub'] === said['iss'];
        return isMeant && isSigned(`${head}.${claims}`, signature, 'base64url');
      },
    },
    {
      name: 'jwtAuthCredentials',
      fields: (of) => ({ identityId: of('identityId'), jwt: of('jwt') }),
      data: () => ({ ...withId, jwt: 'some-jwt' }),
      path: 'jwt-auth',
      body: ({ jwt }) => jwt === 'some-jwt',
    },
    {
      name: 'ldapAuthCredentials',
      fields: (of) => ({ identityId: of('identityId'), ldapUsername: of('user'), ldapPassword: of('password') }),
      data: () => ({ ...withId, user: 'u', password: 'p' }),
      path: 'ldap-auth',
      body: ({ username, password }) => username === 'u' && password === 'p',
    },
    ...['', 'pass'].map(
      (passphrase): Row => ({
        name: 'ociAuthCredentials',
        fields: (of) => ({
          identityId: of('identityId'),
          privateKey: of('privateKey'),
          ...(passphrase === '' ? {} : { privateKeyPassphrase: of('passphrase') }),
          fingerprint: of('fingerprint'),
          userId: of('userId'),
          tenancyId: of('tenancyId'),
          region: of('region'),
        }),
        data: () => ({
          ...withId,
          privateKey: passphrase === '' ? pem : String(locked),
          passphrase,
          fingerprint: '12:34',
          userId: 'ocid1.user',
          tenancyId: 'ocid1.tenancy',
          region: 'eu-frankfurt-1',
        }),
        path: 'oci-auth',
        body({ userOcid, headers }) {
          const { authorization = '', host, date } = headers as Record<string, string>;
          const signature = /signature="([^"]+)"/.exec(authorization)?.[1] ?? '';
          const signed = `date: ${date}\n(request-target): get /20160918/users/ocid1.user\nhost: ${host}`;
          const isMeant = userOcid === 'ocid1.user' && host === 'identity.eu-frankfurt-1.oraclecloud.com';
          const hasKey = authorization.includes('keyId="ocid1.tenancy/ocid1.user/12:34"');
          return isMeant && hasKey && isSigned(signed, signature, 'base64');
        },
      }),
    ),
    {
      name: 'kubernetesAuthCredentials',
      fields: (of) => ({ identityId: of('identityId'), serviceAccountTokenPath: of('file') }),
      data: () => ({ ...withId, file: path.join(folder, 'token') }),
      path: 'kubernetes-auth',
      body: ({ jwt }) => jwt === 'token-of-a-file',
    },
    {
      name: 'awsAuthCredentials',
      fields: (of) => ({ identityId: of('identityId') }),
      data: () => withId,
      path: 'aws-auth',
      body({ iamHttpRequestMethod, iamRequestBody, iamRequestHeaders }) {
        const decoded = (text: unknown) => Buffer.from(String(text), 'base64').toString();
        const headers = JSON.parse(decoded(iamRequestHeaders)) as Record<string, string>;
        return (
          iamHttpRequestMethod === 'POST' &&
          decoded(iamRequestBody) === 'Action=GetCallerIdentity&Version=2011-06-15' &&
          headers['Host'] === 'sts.eu-west-1.amazonaws.com' &&
          (headers['Authorization'] ?? '').startsWith('AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/')
        );
      },
    },
  ];

  async function signIn(row: Row, options: TestContextOptions = {}): Promise<string> {
    const env = {
      AZURE_POD_IDENTITY_AUTHORITY_HOST: machine.url,
      GCE_METADATA_HOST: new URL(machine.url).host,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'aws-key-of-the-test',
    };
    const own = { [row.name]: row.fields(key) };
    return await withEnvironment(env, async () =>
      connect({ auth: own }, { secrets: { 'default/creds': row.data() }, env, ...options })
        .then(async (client) => shown((await client.read([{ key: 'A' }]))[0]))
        .catch((thrown: unknown) => faultsOf(thrown)?.[0]?.code ?? String(thrown)),
    );
  }

  test.each(rows)('$name', async (row) => {
    const seen: Readonly<Record<string, unknown>>[] = [];
    fake.logins.set(row.path, (body) => {
      seen.push(body);
      return body['identityId'] === 'identity-1' && row.body(body);
    });
    fake.secrets.push({ key: 'A', value: 'a' });
    expect([await signIn(row), seen.length]).toEqual(['a', 1]);
  });

  test.each(rows)('$name that is refused', async (row) => {
    fake.logins.set(row.path, () => false);
    expect(await signIn(row)).toBe('STORE_CREDENTIALS');
  });

  const ambient = ['azure', 'gcpIdToken', 'gcpIam', 'kubernetes', 'aws'].map((name) => `${name}AuthCredentials`);
  test.each(rows.filter(({ name }) => ambient.includes(name)))(
    '$name is not for stores of applications',
    async (row) => {
      fake.logins.set(row.path, () => true);
      const data = Object.entries(row.data()).map(([name, text]) => [name, Buffer.from(text).toString('base64')]);
      const creds = testObject('Secret', 'default/creds', { data: Object.fromEntries(data) }, {}, 'input');
      const run = testRun({ purpose: 'generate' });
      expect(await signIn(row, { origin: 'input', run, secrets: {}, objects: [creds] })).toBe('AMBIENT_REFUSED');
      expect([machine.calls, fake.calls]).toEqual([[], []]);
    },
  );

  const broken: { name: string; method: string; data: Readonly<Record<string, string>>; want: string }[] = [
    {
      name: 'no such file',
      method: 'gcpIamAuthCredentials',
      data: { file: '/nowhere/at/all' },
      want: 'INFISICAL_FILE',
    },
    {
      name: 'a file of something else',
      method: 'gcpIamAuthCredentials',
      data: { file: 'TOKEN' },
      want: 'INFISICAL_KEY',
    },
    { name: 'no such token', method: 'kubernetesAuthCredentials', data: { file: '/nowhere' }, want: 'INFISICAL_FILE' },
    { name: 'no key', method: 'ociAuthCredentials', data: { privateKey: 'none-of-the-test' }, want: 'INFISICAL_KEY' },
  ];
  test.each(broken)('$method, $name', async ({ method, data, want }) => {
    const row = rows.find(({ name }) => name === method) as Row;
    const filled = Object.entries(data).map(([name, value]) => [
      name,
      value === 'TOKEN' ? path.join(folder, 'token') : value,
    ]);
    expect(await signIn({ ...row, data: () => ({ ...row.data(), ...Object.fromEntries(filled) }) })).toBe(want);
  });

  test('tokenAuthCredentials: a token made beforehand, which stays', async () => {
    fake.tokens.add('made-before');
    fake.secrets.push({ key: 'A', value: 'a' });
    const own = { tokenAuthCredentials: { accessToken: key('token') } };
    const client = await connect({ auth: own }, { secrets: { 'default/creds': { token: 'made-before' } } });
    expect(shown((await client.read([{ key: 'A' }]))[0])).toBe('a');
    await client.close?.();
    expect([reads(fake).length, fake.calls.length, fake.revoked]).toEqual([1, 1, []]);
  });

  test('a token that was made for the run ends with it', async () => {
    const client = await connect();
    await client.read([{ key: 'A' }]);
    await client.close?.();
    expect(fake.revoked).toEqual(['infisical-token-0']);
  });

  test('a token that runs out is followed by another', async () => {
    fake.expiresIn = 30;
    fake.secrets.push({ key: 'A', value: 'a' });
    const client = await connect();
    for (let count = 0; count < 2; count += 1) expect(shown((await client.read([{ key: 'A' }]))[0])).toBe('a');
    expect(fake.calls.filter((call) => call.endsWith('/login')).length).toBe(3);
  });

  test("an organisation's name goes with the sign-in", async () => {
    const run = testRun();
    await connect({ secretsScope: { ...secretsScope, organizationSlug: 'org' } }, { run });
    expect(JSON.parse(fake.requests[0]?.body ?? '')).toEqual({
      clientId: 'the-client',
      clientSecret: 'client-secret-of-the-test',
      organizationSlug: 'org',
    });
    expect([...run.concealed]).toEqual(expect.arrayContaining(['client-secret-of-the-test', 'infisical-token-0']));
  });
});

describe('stores', () => {
  const rows = [
    { name: 'fine', spec: { auth, secretsScope }, want: [] },
    { name: 'no auth', spec: { auth: {}, secretsScope }, want: ['INFISICAL_AUTH'] },
    { name: 'no project', spec: { auth, secretsScope: { environmentSlug: 'prod' } }, want: ['STORE_FIELD'] },
    {
      name: 'a foreign namespace',
      spec: { auth: { tokenAuthCredentials: { accessToken: { ...key('t'), namespace: 'x' } } }, secretsScope },
      want: ['REFERENCE_NAMESPACE'],
    },
  ];
  test.each(rows)('validation: $name', ({ spec, want }) => {
    expect((provider.validate?.(spec as never, testStoreInfo()) ?? []).map(({ code }) => code)).toEqual(want);
  });

  test('check lists', async () => {
    await (await connect()).check?.();
    expect(reads(fake)).toHaveLength(1);
  });
});
