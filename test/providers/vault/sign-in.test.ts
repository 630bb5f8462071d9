import { createPublicKey, X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client, Provider, StoreInfo } from '../../../plugin/providers/provider.ts';
import { provider as openBao } from '../../../plugin/providers/vault/openbao.ts';
import { provider as vault } from '../../../plugin/providers/vault/vault.ts';
import { json } from '../../fakes/vault/fields.ts';
import { appRole, awsIam, certificates, gcpIam, passwords, tokensByRole } from '../../fakes/vault/logins.ts';
import type { Fields } from '../../fakes/vault/request.ts';
import { VaultFake } from '../../fakes/vault/vault-fake.ts';
import { certificate } from '../../support/certificate.ts';
import { type TestContextOptions, testContext, testObject } from '../../support/provider-context.ts';
import { type ConfigParts, type TestRun, testRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

const root = 'hvs.root-token-of-the-test';
const keys = new Map([['AKIASTORE', { secret: 'store-secret-key' }]]);
const email = 'reader@project.iam.gserviceaccount.com';

let fake: VaultFake;
let folder: string;
let run: TestRun;
let close: (() => void) | undefined;

/** A server that knows every way to sign in, mounted where nobody would guess. */
async function start(mount = (path: string) => path, tls = false): Promise<VaultFake> {
  const made = await VaultFake.start(tls ? certificate() : undefined);
  made.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, root);
  made.tokens.policies.set('reader', [{ path: 'secret/*', capabilities: ['read', 'list'] }]);
  made.signIn(mount('approle'), appRole({ 'role-1': ['secret-id-1'] }));
  made.signIn(mount('userpass'), passwords({ 'jo e/x': 'pass-word-1' }));
  made.signIn(mount('ldap'), passwords({ kim: 'pass-word-2' }));
  made.signIn(mount('kubernetes'), tokensByRole({ app: [pod, 'account-token'] }));
  made.signIn(mount('jwt'), tokensByRole({ app: ['account-token', 'written-jwt'] }));
  made.signIn(mount('aws'), awsIam({ role: 'reader', keys, serverId: 'vault.example' }));
  made.signIn(mount('gcp'), gcpIam({ role: 'reader', email, keys: { key1: createPublicKey(certificate().cert) } }));
  const { fingerprint256 } = new X509Certificate(certificate().cert);
  made.signIn(mount('cert'), certificates([fingerprint256], 'web'));
  made.kv2('secret').write('db', json({ a: 'b' }) as Fields);
  return made;
}

const pod = 'pod-token';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vault-'));
});

afterEach(async () => {
  close?.();
  await fake.close();
  await rm(folder, { recursive: true });
});

interface World extends TestContextOptions {
  readonly config?: ConfigParts;
  readonly purpose?: TestRun['purpose'];
  readonly now?: () => number;
  readonly provider?: Provider;
}

async function connect(fields: object, world: World = {}, info: Partial<StoreInfo> = {}): Promise<Client> {
  const { config = {}, purpose = 'render', now = Date.now, provider = vault, ...options } = world;
  run = testRun({ config, purpose, now });
  const test = await testContext({ env: { HOME: folder }, secrets, run, ...options });
  ({ close } = test);
  const spec = { server: fake.url, path: 'secret', ...fields } as never;
  return await provider.open(spec, testStoreInfo(info)).connect(test.context);
}

async function read(client: Client): Promise<string> {
  const [answer] = await client.read([{ key: 'db' }]);
  if (answer?.kind === 'value') return answer.value.reveal().toString();
  return answer?.kind === 'failed' ? answer.error.code : 'missing';
}

/** What reading comes to, or the code of what connecting throws. */
async function outcome(fields: object, world: World = {}, info: Partial<StoreInfo> = {}): Promise<string> {
  return await connect(fields, world, info).then(read, (thrown: { code?: string }) => thrown.code ?? String(thrown));
}

const good = '{"a":"b"}';
const gcpKey = () => JSON.stringify({ client_email: email, private_key_id: 'key1', private_key: certificate().key });
const secrets: Record<string, Record<string, string>> = {
  'default/vault': {
    token: root,
    newline: `${root}\n`,
    empty: '',
    role: 'role-1',
    spaced: ' role-1\n',
    id: 'secret-id-1',
    password: 'pass-word-1',
    directory: 'pass-word-2',
    jwt: 'written-jwt',
    bad: 'wrong-value',
    access: 'AKIASTORE',
    secret: 'store-secret-key',
    none: '{"private_key": "marked-value"}',
  },
  'default/tls': {},
  'default/foreign': {},
};

beforeAll(() => {
  const { cert, key } = certificate();
  secrets['default/tls'] = { 'tls.crt': cert, 'tls.key': key, ca: cert, twice: Buffer.from(cert).toString('base64') };
  (secrets['default/vault'] as Record<string, string>)['gcp'] = gcpKey();
});

const ref = (key: string, name = 'vault') => ({ name, key });
const account = { serviceAccountRef: { name: 'app' } };

/** The token of ServiceAccount default/app, as a file that the configuration names. */
async function accountToken(): Promise<ConfigParts> {
  const file = join(folder, 'account');
  await writeFile(file, 'account-token\n');
  return { credentials: { tokens: { 'default/app': file } } };
}

const aws = { accessKeyIDSecretRef: ref('access'), secretAccessKeySecretRef: ref('secret') };
const iam = { vaultRole: 'reader', vaultAwsIamServerID: 'vault.example', secretRef: aws };

describe('methods', () => {
  const rows: { name: string; auth: object; login: string[]; want?: string; mounted?: true }[] = [
    { name: 'token', auth: { tokenSecretRef: ref('token') }, login: [] },
    { name: 'appRole', auth: { appRole: { roleId: ' role-1\n', secretRef: ref('id') } }, login: ['approle/login'] },
    {
      name: 'appRole with roleRef',
      auth: { appRole: { roleRef: ref('role'), secretRef: ref('id') } },
      login: ['approle/login'],
    },
    {
      name: 'appRole with a roleRef that is not trimmed',
      auth: { appRole: { roleRef: ref('spaced'), secretRef: ref('id') } },
      login: ['approle/login'],
      want: 'STORE_CREDENTIALS',
    },
    {
      name: 'userPass',
      auth: { userPass: { username: ' jo e/x ', secretRef: ref('password') } },
      login: ['userpass/login/jo e/x'],
    },
    { name: 'ldap', auth: { ldap: { username: 'kim', secretRef: ref('directory') } }, login: ['ldap/login/kim'] },
    {
      name: 'kubernetes with a ServiceAccount',
      auth: { kubernetes: { role: 'app', ...account } },
      login: ['kubernetes/login'],
    },
    {
      name: 'kubernetes with a Secret, whose key is not accepted',
      auth: { kubernetes: { role: 'app', secretRef: { name: 'vault' } } },
      login: ['kubernetes/login'],
      want: 'STORE_CREDENTIALS',
    },
    { name: 'jwt with a Secret', auth: { jwt: { role: ' app ', secretRef: ref('jwt') } }, login: ['jwt/login'] },
    {
      name: 'jwt with a ServiceAccount',
      auth: { jwt: { role: 'app', kubernetesServiceAccountToken: account } },
      login: ['jwt/login'],
    },
    { name: 'iam with keys', auth: { iam }, login: ['aws/login'] },
    { name: 'iam in another region', auth: { iam: { ...iam, region: 'eu-west-1' } }, login: ['aws/login'] },
    {
      name: 'iam for another server',
      auth: { iam: { ...iam, vaultAwsIamServerID: 'other.example' } },
      login: ['aws/login'],
      want: 'STORE_CREDENTIALS',
    },
    {
      name: 'gcp with a key',
      auth: { gcp: { role: 'reader', secretRef: { secretAccessKeySecretRef: ref('gcp') } } },
      login: ['gcp/login'],
    },
    {
      name: 'the first of several: token',
      auth: { userPass: { username: 'x', secretRef: ref('bad') }, tokenSecretRef: ref('token') },
      login: [],
    },
    {
      name: 'the first of several: appRole before jwt',
      auth: { jwt: { role: 'app', secretRef: ref('bad') }, appRole: { roleId: 'role-1', secretRef: ref('id') } },
      login: ['approle/login'],
    },
    {
      name: 'a mount of its own',
      auth: { appRole: { path: 'team/approle', roleId: 'role-1', secretRef: ref('id') } },
      login: ['team/approle/login'],
      mounted: true,
    },
    {
      name: 'a mount of its own for kubernetes',
      auth: { kubernetes: { mountPath: 'team/kubernetes', role: 'app', ...account } },
      login: ['team/kubernetes/login'],
      mounted: true,
    },
    {
      name: 'a mount that is not there',
      auth: { appRole: { path: 'nope', roleId: 'role-1', secretRef: ref('id') } },
      login: ['nope/login'],
      want: 'STORE_CREDENTIALS',
    },
  ];

  test.each(rows)('$name', async ({ auth, login, want = good, mounted }) => {
    fake = await start(mounted ? (path) => `team/${path}` : undefined);
    expect(await outcome({ auth }, { config: await accountToken() })).toBe(want);
    const logins = fake.calls.filter((call) => call.includes('/login'));
    expect(logins).toEqual(login.map((path) => `PUT /v1/auth/${path}`));
  });

  test.each([
    { name: 'auth without a method', auth: {}, code: 'VAULT_AUTH_NONE' },
    {
      name: 'an empty role id',
      auth: { appRole: { roleRef: ref('empty'), secretRef: ref('id') } },
      code: 'VAULT_AUTH_FIELD',
    },
    { name: 'an empty role', auth: { kubernetes: { role: ' ', ...account } }, code: 'VAULT_AUTH_FIELD' },
    { name: 'an empty name', auth: { ldap: { username: ' ', secretRef: ref('id') } }, code: 'VAULT_AUTH_FIELD' },
    { name: 'jwt of nobody', auth: { jwt: { role: 'app' } }, code: 'VAULT_AUTH_FIELD' },
    { name: 'iam with a jwt of nobody', auth: { iam: { vaultRole: 'reader', jwt: {} } }, code: 'VAULT_AUTH_FIELD' },
    { name: 'an empty gcp role', auth: { gcp: { role: '' } }, code: 'VAULT_AUTH_FIELD' },
    {
      name: 'a gcp key that is none',
      auth: { gcp: { role: 'reader', secretRef: { secretAccessKeySecretRef: ref('none') } } },
      code: 'VAULT_AUTH_FIELD',
    },
    { name: 'a token with a line break', auth: { tokenSecretRef: ref('newline') }, code: 'CREDENTIAL_UNPRINTABLE' },
    { name: 'an empty token', auth: { tokenSecretRef: ref('empty') }, code: 'STORE_NO_CREDENTIALS' },
    {
      name: 'a Secret that is not there',
      auth: { tokenSecretRef: ref('token', 'nope') },
      code: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'a key that is not there', auth: { tokenSecretRef: ref('nope') }, code: 'CREDENTIAL_KEY' },
    {
      name: 'a wrong key of a client certificate',
      auth: { cert: { clientCert: ref('tls.crt', 'tls'), secretRef: ref('id') } },
      code: 'CLIENT_CERTIFICATE',
    },
  ])('refuses $name before any request', async ({ auth, code }) => {
    fake = await start();
    expect(await outcome({ auth })).toBe(code);
    expect(fake.calls).toEqual([]);
  });

  test.each([
    { auth: { appRole: { roleId: 'role-1', secretRef: ref('bad') } } },
    { auth: { userPass: { username: 'jo e/x', secretRef: ref('bad') } } },
    { auth: { jwt: { role: 'app', secretRef: ref('bad') } } },
    { auth: { tokenSecretRef: ref('bad') } },
  ])('a wrong secret is a fault that does not show it: $auth', async ({ auth }) => {
    fake = await start();
    const fault = await connect({ auth })
      .then(async (client) => (await client.read([{ key: 'db' }]))[0])
      .then((answer) => (answer?.kind === 'failed' ? answer.error : undefined))
      .catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: 'STORE_CREDENTIALS', exitStatus: 3, hint: expect.any(String) });
    expect(`${String(fault)}${(fault as Error).stack}`).not.toContain('wrong-value');
    expect(run.concealed).toContain('wrong-value');
  });

  test('iam as the process itself, where that is allowed', async () => {
    fake = await start();
    const env = { HOME: folder, AWS_ACCESS_KEY_ID: 'AKIASTORE', AWS_SECRET_ACCESS_KEY: 'store-secret-key' };
    const auth = { iam: { ...iam, secretRef: undefined } };
    expect(await outcome({ auth }, { env })).toBe(good);
    expect(await outcome({ auth }, { env, origin: 'input', purpose: 'generate' })).toBe('AMBIENT_REFUSED');
  });

  test('check() passes for a token that may not look itself up, and fails for one that is dead', async () => {
    fake = await start();
    fake.tokens.policies.set('default', []);
    const client = await connect({ auth: { appRole: { roleId: 'role-1', secretRef: ref('id') } } });
    await client.check?.();
    fake.tokens.alive.clear();
    const given = await connect({ auth: { tokenSecretRef: ref('token') } });
    await expect(given.check?.()).rejects.toMatchObject({ code: 'STORE_CREDENTIALS' });
  });

  test('a second factor is said to be missing', async () => {
    fake = await start();
    jest
      .spyOn(fake.tokens, 'auth')
      .mockReturnValue(json({ client_token: '', mfa_requirement: { mfa_request_id: 'x' } }));
    const auth = { appRole: { roleId: 'role-1', secretRef: ref('id') } };
    await expect(connect({ auth })).rejects.toMatchObject({ says: expect.stringContaining('second factor') });
  });

  test('an obtained token is hidden, used for the reads and revoked at the end', async () => {
    fake = await start();
    const client = await connect({ auth: { appRole: { roleId: 'role-1', secretRef: ref('id') } } });
    for (let count = 0; count < 3; count += 1) expect(await read(client)).toBe(good);
    const [, ...later] = fake.requests;
    const token = later[0]?.token ?? '';
    expect(later.map((request) => request.token)).toEqual([token, token, token]);
    expect(run.concealed).toContain(token);
    await client.close?.();
    expect(fake.tokens.revoked).toEqual([token]);
    expect(fake.calls.at(-1)).toBe('PUT /v1/auth/token/revoke-self');
  });

  test('a given token is not revoked, and a failing revocation is no fault', async () => {
    fake = await start();
    await (await connect({ auth: { tokenSecretRef: ref('token') } })).close?.();
    expect(fake.calls).toEqual([]);
    const client = await connect({ auth: { appRole: { roleId: 'role-1', secretRef: ref('id') } } });
    fake.fail({ kind: 'reset' });
    await client.close?.();
  });
});

describe('the life of a token', () => {
  const auth = { appRole: { roleId: 'role-1', secretRef: ref('id') } };
  const ttl = 60;
  let skew: number;
  const now = () => Date.now() + skew;
  const pass = (seconds: number) => {
    skew += seconds * 1000;
    fake.tokens.skewMs = skew;
  };
  const signedIn = () => fake.calls.filter((call) => call.endsWith('/login')).length;

  beforeEach(async () => {
    skew = 0;
    fake = await start();
  });

  test('it is renewed once two thirds are over, by one for all', async () => {
    fake.signIn('approle', appRole({ 'role-1': ['secret-id-1'] }, true, { policies: ['default', 'reader'], ttl }));
    const client = await connect({ auth }, { now });
    pass(30);
    expect(await read(client)).toBe(good);
    pass(11);
    expect(await Promise.all([read(client), read(client), read(client)])).toEqual([good, good, good]);
    pass(30);
    expect(await read(client)).toBe(good);
    expect(fake.calls.filter((call) => call.endsWith('renew-self'))).toHaveLength(1);
    expect(signedIn()).toBe(1);
  });

  test('one that cannot be renewed is replaced by a sign-in', async () => {
    fake.signIn(
      'approle',
      appRole({ 'role-1': ['secret-id-1'] }, false, { policies: ['default', 'reader'], ttl, renewable: false }),
    );
    const client = await connect({ auth }, { now });
    pass(50);
    expect(await Promise.all([read(client), read(client)])).toEqual([good, good]);
    expect(signedIn()).toBe(2);
  });

  test('one that can be neither is used to its end', async () => {
    fake.signIn(
      'approle',
      appRole({ 'role-1': ['secret-id-1'] }, true, { policies: ['default', 'reader'], ttl, renewable: false }),
    );
    const client = await connect({ auth }, { now });
    pass(50);
    expect(await read(client)).toBe(good);
    pass(30);
    expect(await read(client)).toBe('STORE_CREDENTIALS');
  });

  test('one that was revoked elsewhere is replaced by one sign-in for all', async () => {
    const client = await connect({ auth });
    fake.tokens.alive.clear();
    // The look-up that tells is spared while the token was seen alive just now.
    skew = 20_000;
    const later = await connect({ auth }, { now });
    fake.tokens.alive.clear();
    skew = 40_000;
    expect(await Promise.all([read(later), read(later), read(later)])).toEqual([good, good, good]);
    expect(signedIn()).toBe(3);
    await client.close?.();
  });

  test('one with few uses is replaced when they are spent', async () => {
    fake.signIn('approle', appRole({ 'role-1': ['secret-id-1'] }, false, { policies: ['default', 'reader'], uses: 2 }));
    const client = await connect({ auth }, { now });
    for (let count = 0; count < 4; count += 1) {
      skew += 20_000;
      expect(await read(client)).toBe(good);
    }
    expect(signedIn()).toBe(2);
  });

  test('a policy that says no is not taken for a dead token', async () => {
    const client = await connect({ auth }, { now });
    fake.denied.add('secret/data/db');
    skew = 20_000;
    expect(await read(client)).toBe('STORE_REFUSED');
    expect(signedIn()).toBe(1);
  });

  test('a token without the default policy that is refused is replaced once, and then refused', async () => {
    fake.signIn('approle', appRole({ 'role-1': ['secret-id-1'] }, false, { policies: ['other'] }));
    const client = await connect({ auth }, { now });
    skew = 20_000;
    expect(await read(client)).toBe('STORE_REFUSED');
    expect(signedIn()).toBe(2);
  });

  test('a sign-in is tried again while its fault passes', async () => {
    fake.fail({ kind: 'sealed', times: 2 });
    const client = await connect({ auth }, { retrySettings: { maxRetries: 2, retryInterval: '1ms' } });
    expect(await read(client)).toBe(good);
  });
});

describe('namespaces', () => {
  test.each([
    { name: 'one for all', fields: { namespace: 'team' }, want: ['team', 'team', 'team'] },
    {
      name: 'another for the sign-in',
      fields: { namespace: 'team/app', auth: { namespace: 'team' } },
      want: ['team', 'team/app', 'team'],
    },
    { name: 'one for the sign-in alone', fields: { auth: { namespace: 'team' } }, want: ['team', '', 'team'] },
  ])('$name', async ({ fields, want }) => {
    fake = await start();
    const login = { appRole: { roleId: 'role-1', secretRef: ref('id') } };
    for (const namespace of want) {
      fake.signIn('approle', appRole({ 'role-1': ['secret-id-1'] }), namespace);
      fake.kv2('secret', namespace).write('db', json({ a: 'b' }) as Fields);
    }
    const client = await connect({ ...fields, auth: { ...login, ...fields.auth } });
    await read(client);
    await client.close?.();
    const used = fake.requests.filter(({ call }) => !call.endsWith('lookup-self')).map(({ namespace }) => namespace);
    expect(used).toEqual(want);
  });
});

describe('TLS', () => {
  const auth = { tokenSecretRef: ref('token') };
  const bundle = () => Buffer.from(certificate().cert).toString('base64');

  beforeEach(async () => {
    fake = await start(undefined, true);
  });

  test.each([
    { name: 'no CA', fields: () => ({}), want: 'STORE_CERTIFICATE' },
    { name: 'a bundle', fields: () => ({ caBundle: bundle() }), want: good },
    {
      name: 'a bundle that was encoded twice',
      fields: () => ({ caBundle: Buffer.from(bundle()).toString('base64') }),
      want: good,
    },
    {
      name: 'a bundle that is none',
      fields: () => ({ caBundle: Buffer.from('no pem').toString('base64') }),
      want: 'CA_INVALID',
    },
    {
      name: 'a bundle that starts with a key',
      fields: () => ({ caBundle: Buffer.from(`${certificate().key}${certificate().cert}`).toString('base64') }),
      want: 'CA_INVALID',
    },
    { name: 'a Secret', fields: () => ({ caProvider: { type: 'Secret', name: 'tls', key: 'ca' } }), want: good },
    {
      name: 'a Secret that holds base64',
      fields: () => ({ caProvider: { type: 'Secret', name: 'tls', key: 'twice' } }),
      want: good,
    },
    {
      name: 'a ConfigMap',
      fields: () => ({ caProvider: { type: 'ConfigMap', name: 'roots', key: 'ca.crt' } }),
      want: good,
    },
    {
      name: 'a bundle before a provider',
      fields: () => ({ caBundle: bundle(), caProvider: { type: 'Secret', name: 'nope', key: 'x' } }),
      want: good,
    },
    {
      name: 'a key that is not there',
      fields: () => ({ caProvider: { type: 'Secret', name: 'tls', key: 'nope' } }),
      want: 'CREDENTIAL_KEY',
    },
  ])('CA: $name', async ({ fields, want }) => {
    const objects = [testObject('ConfigMap', 'default/roots', { data: { 'ca.crt': certificate().cert } })];
    expect(await outcome({ auth, ...fields() }, { objects })).toBe(want);
  });

  test('the cert method signs in with the certificate of the connection, which stays', async () => {
    const cert = { vaultRole: 'web', clientCert: ref('tls.crt', 'tls'), secretRef: ref('tls.key', 'tls') };
    expect(await outcome({ caBundle: bundle(), auth: { cert } })).toBe(good);
    expect(fake.requests.map(({ fingerprint }) => fingerprint)).toEqual(
      Array(2).fill(expect.stringMatching(/^[0-9A-F:]+$/)),
    );
  });

  test('the cert method without a role, and with a wrong one', async () => {
    const cert = { clientCert: ref('tls.crt', 'tls'), secretRef: ref('tls.key', 'tls') };
    expect(await outcome({ caBundle: bundle(), auth: { cert } })).toBe(good);
    expect(await outcome({ caBundle: bundle(), auth: { cert: { ...cert, vaultRole: 'other' } } })).toBe(
      'STORE_CREDENTIALS',
    );
  });

  test('a client certificate goes with every request, from the keys of a TLS Secret', async () => {
    const tls = { certSecretRef: { name: 'tls' }, keySecretRef: { name: 'tls' } };
    expect(await outcome({ caBundle: bundle(), auth, tls })).toBe(good);
    expect(fake.requests[0]?.fingerprint).toMatch(/^[0-9A-F:]+$/);
  });
});

describe("the process's own token", () => {
  const env = () => ({ HOME: folder, VAULT_TOKEN: root, VAULT_ADDR: 'http://127.0.0.1:9', VAULT_SKIP_VERIFY: '1' });
  const gone = { appRole: { roleId: 'role-1', secretRef: ref('id', 'nowhere') } };

  beforeEach(async () => {
    fake = await start();
  });

  const rows: { name: string; auth?: object; world?: World; want: string; warns?: true; file?: string }[] = [
    { name: 'VAULT_TOKEN where auth is absent', want: good },
    { name: '~/.vault-token, without its line break', world: { env: {} }, file: `${root}\n`, want: good },
    { name: 'neither', world: { env: {} }, want: 'STORE_NO_CREDENTIALS' },
    {
      name: 'a store of the input in generate may not',
      world: { origin: 'input', purpose: 'generate' },
      want: 'AMBIENT_REFUSED',
    },
    { name: 'a trusted store in generate may', world: { purpose: 'generate' }, want: good },
    { name: 'it stands in for what is nowhere, with a warning', auth: gone, want: good, warns: true },
    {
      name: 'not where the mode is declared',
      auth: gone,
      world: { config: { credentials: { mode: 'declared' } } },
      want: 'CREDENTIAL_NOT_FOUND',
    },
    {
      name: 'not for what a trusted store names in generate',
      auth: gone,
      world: { purpose: 'generate' },
      want: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'not where there is none', auth: gone, world: { env: {} }, want: 'CREDENTIAL_NOT_FOUND' },
    { name: 'not for a credential that is refused', auth: { tokenSecretRef: ref('bad') }, want: 'STORE_CREDENTIALS' },
    {
      name: 'before what auth says, where asked for',
      auth: { tokenSecretRef: ref('bad') },
      world: { config: { credentials: { mode: 'ambient' } } },
      want: good,
    },
    { name: 'not before what auth says, where not', auth: { tokenSecretRef: ref('bad') }, want: 'STORE_CREDENTIALS' },
    {
      name: 'kubernetes without a reference wants the pod',
      auth: { kubernetes: { role: 'app' } },
      world: { config: { credentials: { mode: 'declared' } } },
      want: 'TOKEN_NOT_FOUND',
    },
  ];

  test.each(rows)('$name', async ({ auth, world = {}, want, warns, file }) => {
    if (file !== undefined) await writeFile(join(folder, '.vault-token'), file);
    const fields = auth === undefined ? {} : { auth };
    const given = world.env === undefined ? env() : { HOME: folder };
    // A store of the input may not even reach the loopback: the refusal comes first.
    expect(await outcome(fields, { ...world, env: given })).toBe(want);
    expect(run.warnings.map(({ code }) => code)).toEqual(warns ? ['AMBIENT_CREDENTIALS'] : []);
  });

  test('its namespace goes with it, and nothing else of the environment', async () => {
    fake.kv2('secret', 'team').write('db', json({ own: 'namespace' }) as Fields);
    const all = { ...env(), VAULT_NAMESPACE: 'team' };
    expect(await outcome({}, { env: all })).toBe('{"own":"namespace"}');
    expect(await outcome({ auth: { tokenSecretRef: ref('token') } }, { env: all })).toBe(good);
    expect(await outcome({ namespace: 'other' }, { env: all })).toBe('missing');
  });

  test("node-vault's own look into the environment changes nothing", async () => {
    const before = { ...process.env };
    Object.assign(process.env, {
      VAULT_TOKEN: 'leak-token',
      VAULT_NAMESPACE: 'leak',
      VAULT_PREFIX: '/leak',
      VAULT_ADDR: 'http://leak',
    });
    const auth = { appRole: { roleId: 'role-1', secretRef: ref('id') } };
    expect(await outcome({ auth }, { env: {} })).toBe(good);
    process.env = before;
    const [login, get] = fake.requests;
    expect([login?.token, login?.namespace, get?.namespace, get?.path]).toEqual(['', '', '', 'secret/data/db']);
  });

  test('the openBao provider looks for BAO_TOKEN first', async () => {
    const bao = { HOME: folder, BAO_TOKEN: root, VAULT_TOKEN: 'other' };
    expect(await outcome({}, { env: bao, provider: openBao })).toBe(good);
    expect(await outcome({}, { env: { HOME: folder, VAULT_TOKEN: root }, provider: openBao })).toBe(good);
    const auth = { userPass: { username: 'jo e/x', secretRef: ref('password') } };
    expect(await outcome({ auth }, { provider: openBao })).toBe(good);
  });
});

describe('Google', () => {
  let google: Server;
  let asked: { url: string; headers: Record<string, unknown>; body: string }[];
  let status: number;

  beforeEach(async () => {
    fake = await start();
    asked = [];
    status = 200;
    fake.signIn('gcp', tokensByRole({ reader: ['ma.chi.ne', 'signed-jwt'] }));
    google = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        asked.push({ url: request.url ?? '', headers: request.headers, body });
        const answers = { access_token: 'exchanged-token', signedJwt: 'signed-jwt' };
        response.writeHead(status).end(request.method === 'GET' ? 'ma.chi.ne' : JSON.stringify(answers));
      });
    });
    await new Promise<void>((resolve) => google.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => google.close(resolve)));

  const env = () => {
    const host = `127.0.0.1:${(google.address() as AddressInfo).port}`;
    return {
      GCE_METADATA_HOST: host,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_STS: `http://${host}/`,
      CLOUDSDK_API_ENDPOINT_OVERRIDES_IAMCREDENTIALS: `http://${host}`,
    };
  };
  const workloadIdentity = { ...account, clusterProjectID: 'p', clusterLocation: 'l', clusterName: 'c' };
  const objects = [
    testObject('ServiceAccount', 'default/app', {}, { annotations: { 'iam.gke.io/gcp-service-account': email } }),
  ];

  test('the identity of the machine, for this server and role', async () => {
    expect(await outcome({ auth: { gcp: { role: 'reader' } } }, { env: env() })).toBe(good);
    expect(asked[0]?.url).toContain(`audience=${encodeURIComponent(`${fake.url}/vault/reader`)}`);
    expect(asked[0]?.headers['metadata-flavor']).toBe('Google');
  });

  test('workload identity: the token is exchanged, and Google signs', async () => {
    const config = await accountToken();
    expect(
      await outcome({ auth: { gcp: { role: 'reader', workloadIdentity } } }, { env: env(), objects, config }),
    ).toBe(good);
    const [exchange, sign] = asked;
    expect(JSON.parse(exchange?.body ?? '')).toMatchObject({
      subjectToken: 'account-token',
      audience: 'identitynamespace:p.svc.id.goog:https://container.googleapis.com/v1/projects/p/locations/l/clusters/c',
    });
    expect(sign?.url).toBe(`/v1/projects/-/serviceAccounts/${encodeURIComponent(email)}:signJwt`);
    expect(sign?.headers['authorization']).toBe('Bearer exchanged-token');
    const { payload } = JSON.parse(sign?.body ?? '') as { payload: string };
    expect(JSON.parse(payload)).toMatchObject({ aud: 'vault/reader', sub: email });
  });

  test.each([
    {
      name: 'a cluster that is not told',
      gcp: { workloadIdentity: account },
      given: objects,
      code: 'VAULT_AUTH_FIELD',
    },
    {
      name: 'a ServiceAccount that is not known',
      gcp: { workloadIdentity },
      given: [],
      code: 'SERVICE_ACCOUNT_UNKNOWN',
    },
    {
      name: 'a ServiceAccount without the annotation',
      gcp: { workloadIdentity },
      given: [testObject('ServiceAccount', 'default/app')],
      code: 'SERVICE_ACCOUNT_ANNOTATION',
    },
  ])('refuses $name', async ({ gcp, given, code }) => {
    const config = {
      ...(await accountToken()),
      credentials: { ...(await accountToken()).credentials, mode: 'declared' },
    };
    expect(
      await outcome(
        { auth: { gcp: { role: 'reader', ...gcp } } },
        { env: env(), objects: given, config: config as never },
      ),
    ).toBe(code);
    expect(asked).toEqual([]);
  });

  test('a refusal of Google is told by its status', async () => {
    status = 403;
    expect(await outcome({ auth: { gcp: { role: 'reader' } } }, { env: env() })).toBe('STORE_REFUSED');
  });
});

describe('stores', () => {
  const auth = { tokenSecretRef: ref('token') };
  const cluster = { kind: 'ClusterSecretStore', usedFrom: 'shop' } as const;
  const faultsOf = (spec: object, info: Partial<StoreInfo> = {}) =>
    (vault.validate?.({ server: 'https://v', ...spec } as never, testStoreInfo(info)) ?? []).map(({ code }) => code);

  beforeEach(async () => {
    fake = await start();
  });

  test.each([
    {
      name: 'a reference into another namespace',
      spec: { auth: { tokenSecretRef: { ...ref('token'), namespace: 'other' } } },
      codes: ['REFERENCE_NAMESPACE'],
    },
    {
      name: 'the same of a ClusterSecretStore',
      spec: { auth: { tokenSecretRef: { ...ref('token'), namespace: 'other' } } },
      info: cluster,
      codes: [],
    },
    {
      name: 'a CA without a namespace of a ClusterSecretStore',
      spec: { caProvider: { type: 'Secret', name: 'x', key: 'y' } },
      info: cluster,
      codes: ['CA_NAMESPACE'],
    },
    { name: 'half a client certificate', spec: { tls: { certSecretRef: ref('x') } }, codes: ['VAULT_AUTH_FIELD'] },
    {
      name: 'appRole without a role id',
      spec: { auth: { appRole: { secretRef: ref('id') } } },
      codes: ['VAULT_AUTH_FIELD'],
    },
    { name: 'jwt of nobody', spec: { auth: { jwt: { role: 'x' } } }, codes: ['VAULT_AUTH_FIELD'] },
    {
      name: 'iam with a jwt of nobody',
      spec: { auth: { iam: { vaultRole: 'x', jwt: {} } } },
      codes: ['VAULT_AUTH_FIELD'],
    },
    { name: 'checkAndSet of KV v1', spec: { version: 'v1', checkAndSet: { required: true } }, codes: ['VAULT_KV1'] },
    {
      name: 'headers that cannot be sent',
      spec: { headers: { 'a b': 'x', c: 'x\r\ny: z' }, namespace: 'a\nb' },
      codes: ['HEADER_INVALID', 'HEADER_INVALID', 'HEADER_INVALID'],
    },
    {
      name: 'an interval of retries that is no duration',
      spec: { auth },
      info: { retrySettings: { retryInterval: '10' } },
      codes: ['STORE_FIELD'],
    },
    { name: 'nothing', spec: { auth }, codes: [] },
  ])('validate: $name', ({ spec, info = {}, codes }) => {
    expect(faultsOf(spec, info)).toEqual(codes);
  });

  test('validate: openBao with a CA given twice', () => {
    const spec = { server: 'https://v', caBundle: 'eA==', caProvider: { type: 'Secret', name: 'x', key: 'y' } };
    expect(openBao.validate?.(spec, testStoreInfo())?.map(({ code }) => code)).toEqual(['CA_TWICE']);
  });

  const named = { auth: { tokenSecretRef: { ...ref('token'), namespace: 'infra' } } };
  test.each([
    {
      name: 'a SecretStore in two namespaces',
      spec: { auth },
      infos: [{ namespace: 'a' }, { namespace: 'b' }],
      same: false,
    },
    {
      name: 'a ClusterSecretStore that follows its users',
      spec: { auth },
      infos: [cluster, { ...cluster, usedFrom: 'b' }],
      same: false,
    },
    {
      name: 'a ClusterSecretStore that names a namespace',
      spec: named,
      infos: [cluster, { ...cluster, usedFrom: 'b' }],
      same: true,
    },
    { name: 'stores without references', spec: {}, infos: [{ namespace: 'a' }, cluster], same: true },
  ])('identity: $name', ({ spec, infos, same }) => {
    const [one, two] = infos.map(
      (info) => vault.open({ server: 'https://v', ...spec } as never, testStoreInfo(info)).identity,
    );
    expect(one === two).toBe(same);
  });

  test.each([
    {
      name: 'a ClusterSecretStore reads credentials beside its user',
      spec: { auth },
      info: { ...cluster, usedFrom: 'default' },
    },
    {
      name: 'a ClusterSecretStore reads them where it says',
      spec: { auth: { tokenSecretRef: { ...ref('token'), namespace: 'default' } } },
      info: cluster,
    },
    {
      name: 'a SecretStore reads them in its own namespace, whatever it says',
      spec: { auth: { tokenSecretRef: { ...ref('token'), namespace: 'other' } } },
      info: {},
    },
  ])('$name', async ({ spec, info }) => {
    expect(await outcome(spec, {}, info)).toBe(good);
  });
});
