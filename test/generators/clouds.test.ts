import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { faultsOf } from '../../plugin/errors/esr-error.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { HttpFake, type SeenRequest } from '../fakes/http-fake.ts';
import { json } from '../fakes/vault/fields.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { certificate } from '../support/certificate.ts';
import { type DirectOptions, generateDirectly } from '../support/generate-directly.ts';
import { testObject } from '../support/provider-context.ts';
import { testRun } from '../support/run.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const folder = mkdtempSync(path.join(tmpdir(), 'clouds-'));
const tokenFile = path.join(folder, 'token');
writeFileSync(tokenFile, 'token-of-the-account');
afterAll(() => rmSync(folder, { recursive: true }));
const run = () => testRun({ now: () => now, config: { credentials: { tokens: { 'shop/robot': tokenFile } } } });

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return (faultsOf(thrown) ?? []).map(({ code }) => code);
}

describe('ECRAuthorizationToken and STSSessionToken', () => {
  let aws: AwsFake;
  beforeEach(async () => {
    aws = await AwsFake.start();
  });
  afterEach(() => aws.close());
  const keys = { secrets: { 'shop/keys': { id: 'AKIASHOP', key: 'shop-secret-key' } } };
  const secretRef = {
    accessKeyIDSecretRef: { name: 'keys', key: 'id' },
    secretAccessKeySecretRef: { name: 'keys', key: 'key' },
  };
  const run1 = (kind: 'ECRAuthorizationToken' | 'STSSessionToken', spec: JsonObject, options: DirectOptions = {}) =>
    generateDirectly(kind, { region: 'eu-central-1', ...spec }, { env: aws.environment, ...keys, ...options });

  test('a private registry, with the keys of a Secret', async () => {
    expect(await run1('ECRAuthorizationToken', { auth: { secretRef } })).toEqual({
      username: 'AWS',
      password: '123456789012-auth-token',
      proxy_endpoint: 'https://123456789012.dkr.ecr.eu-central-1.amazonaws.com',
      expires_at: '1893456000',
    });
    expect(aws.requests.map(({ call, accessKeyId, region }) => [call, accessKeyId, region])).toEqual([
      ['ecr.GetAuthorizationToken', 'AKIASHOP', 'eu-central-1'],
    ]);
  });

  test('the public registry has no endpoint', async () => {
    expect(await run1('ECRAuthorizationToken', { scope: 'public' })).toEqual({
      username: 'AWS',
      password: '123456789012-auth-token',
      expires_at: '1893456000',
    });
    expect(aws.calls).toEqual(['ecr-public.GetAuthorizationToken']);
  });

  test('a role is assumed with the keys, which win over jwt', async () => {
    const auth = { secretRef, jwt: { serviceAccountRef: { name: 'nobody' } } };
    await run1('ECRAuthorizationToken', { auth, role: 'arn:aws:iam::1:role/pull' });
    expect(aws.requests.map(({ call, accessKeyId }) => [call, accessKeyId])).toEqual([
      ['sts.AssumeRole', 'AKIASHOP'],
      ['ecr.GetAuthorizationToken', expect.stringMatching(/^ASIA/)],
    ]);
  });

  test('the role of a ServiceAccount', async () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/robot' };
    const robot = testObject('ServiceAccount', 'shop/robot', {}, { annotations });
    const auth = { jwt: { serviceAccountRef: { name: 'robot' } } };
    await run1('ECRAuthorizationToken', { auth }, { run: run(), objects: [robot] });
    expect(aws.calls).toEqual(['sts.AssumeRoleWithWebIdentity', 'ecr.GetAuthorizationToken']);
  });

  test.each([
    { name: 'a login without a colon', login: 'AWS', code: 'STORE_ANSWER' },
    { name: 'a login with two', login: 'AWS:a:b', code: 'STORE_ANSWER' },
  ])('refuses $name', async ({ login, code }) => {
    aws.ecr.login = login;
    expect(await codesOf(run1('ECRAuthorizationToken', {}))).toEqual([code]);
  });

  test('says which right is lacking', async () => {
    aws.fail({ kind: 'denied', call: 'ecr.GetAuthorizationToken' });
    const thrown = await run1('ECRAuthorizationToken', {}).catch((error: unknown) => error);
    expect(faultsOf(thrown)?.map(({ code, hint }) => [code, hint])).toEqual([
      ['STORE_REFUSED', 'it needs the IAM action ecr:GetAuthorizationToken'],
    ]);
  });

  test('a region that is no part of a host name is refused', async () => {
    expect(await codesOf(run1('ECRAuthorizationToken', { region: 'eu.evil.example/' }))).toEqual(['AWS_REGION']);
  });

  test('session tokens carry what requestParameters say', async () => {
    const requestParameters = { sessionDuration: 3600, serialNumber: 'arn:aws:iam::1:mfa/me', tokenCode: '123456' };
    const values = await run1('STSSessionToken', { auth: { secretRef }, requestParameters });
    expect(Object.keys(values)).toEqual(['access_key_id', 'expiration', 'secret_access_key', 'session_token']);
    expect(values['expiration']).toMatch(/^\d{10}$/);
    expect(aws.requests[0]?.body).toMatchObject({
      Action: 'GetSessionToken',
      DurationSeconds: '3600',
      SerialNumber: 'arn:aws:iam::1:mfa/me',
      TokenCode: '123456',
    });
  });

  test('session tokens are not for a ServiceAccount', async () => {
    const auth = { jwt: { serviceAccountRef: { name: 'robot' } } };
    expect(await codesOf(run1('STSSessionToken', { auth }))).toEqual(['GENERATOR_FIELD']);
  });

  test('a generator of the input has no identity of the process in generate', async () => {
    const sidecar = { run: testRun({ purpose: 'generate' }), origin: 'input' as const };
    expect(await codesOf(run1('ECRAuthorizationToken', {}, sidecar))).toEqual(['AMBIENT_REFUSED']);
  });
});

describe('GCRAccessToken', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  test('a service account key signs in at its own address', async () => {
    const google = await HttpFake.start(() => ({ body: { access_token: 'ya29.made', expires_in: 3599 } }));
    try {
      const key = {
        type: 'service_account',
        client_email: 'pull@p.iam.gserviceaccount.com',
        private_key: pem,
        token_uri: `${google.url}/token`,
      };
      const auth = { secretRef: { secretAccessKeySecretRef: { name: 'gcp', key: 'key', namespace: 'elsewhere' } } };
      const told = run();
      const values = await generateDirectly(
        'GCRAccessToken',
        { projectID: 'p', auth },
        { run: told, secrets: { 'shop/gcp': { key: JSON.stringify(key) } } },
      );
      expect(values).toEqual({
        username: 'oauth2accesstoken',
        password: 'ya29.made',
        expiry: String(Math.floor(now / 1000) + 3599),
      });
      expect(told.warnings.map(({ code }) => code)).toEqual(['GENERATOR_NAMESPACE']);
    } finally {
      await google.close();
    }
  });

  test('workload identity takes the cluster to be of the project', async () => {
    const google = await HttpFake.start(({ path: asked }) =>
      asked.includes('identitybindingtoken') ? { body: { access_token: 'ya29.federated', expires_in: 60 } } : undefined,
    );
    try {
      const workloadIdentity = { serviceAccountRef: { name: 'robot' }, clusterLocation: 'eu', clusterName: 'c' };
      const options = {
        run: run(),
        env: { ESR_GCP_TOKEN_ENDPOINT: google.url },
        objects: [testObject('ServiceAccount', 'shop/robot')],
      };
      const values = await generateDirectly('GCRAccessToken', { projectID: 'p', auth: { workloadIdentity } }, options);
      expect(values['password']).toBe('ya29.federated');
      expect(google.requests[0]?.body).toContain('projects/p/locations/eu/clusters/c');
    } finally {
      await google.close();
    }
  });
});

describe('ACRAccessToken', () => {
  const form = (request: SeenRequest | undefined) => Object.fromEntries(new URLSearchParams(request?.body));

  /** Runs it against a login host and a registry. */
  async function acr(spec: (registry: string) => JsonObject, options: DirectOptions = {}) {
    const login = await HttpFake.start(() => ({ body: { access_token: 'entra-token', expires_in: 3599 } }));
    const registry = await HttpFake.start(({ path: asked }) => {
      if (asked === '/oauth2/exchange') return { body: { refresh_token: 'acr-refresh' } };
      return asked === '/oauth2/token' ? { body: { access_token: 'acr-access' } } : undefined;
    }, certificate());
    try {
      const values = await generateDirectly('ACRAccessToken', spec(registry.host), {
        run: run(),
        ca: certificate().cert,
        ...options,
        env: { ESR_AZURE_AUTHORITY_HOST: login.url, ...options.env },
      });
      return { values, login: login.requests, registry: registry.requests, host: registry.host };
    } finally {
      await login.close();
      await registry.close();
    }
  }

  const principal = {
    servicePrincipal: {
      secretRef: { clientId: { name: 'acr', key: 'id' }, clientSecret: { name: 'acr', key: 'secret' } },
    },
  };
  const secrets = { 'shop/acr': { id: ' app-id\n', secret: 'app-secret\n' } };
  const common = { tenantId: 'tenant-1', environmentType: 'PublicCloud' };

  test('a service principal gets a refresh token; its secrets are trimmed', async () => {
    const { values, login, registry, host } = await acr((name) => ({ ...common, registry: name, auth: principal }), {
      secrets,
    });
    expect(values).toEqual({ username: '00000000-0000-0000-0000-000000000000', password: 'acr-refresh' });
    expect(login[0]?.path).toBe('/tenant-1/oauth2/v2.0/token');
    expect(form(login[0])).toMatchObject({
      client_id: 'app-id',
      client_secret: 'app-secret',
      scope: 'https://management.azure.com/.default',
    });
    expect(form(registry[0])).toEqual({
      grant_type: 'access_token',
      service: host,
      tenant: 'tenant-1',
      access_token: 'entra-token',
    });
  });

  test('with a scope an access token for it', async () => {
    const scope = 'repository:team/app:pull';
    const { values, registry, host } = await acr((name) => ({ ...common, registry: name, scope, auth: principal }), {
      secrets,
    });
    expect(values['password']).toBe('acr-access');
    expect(form(registry[1])).toEqual({
      grant_type: 'refresh_token',
      service: host,
      scope,
      refresh_token: 'acr-refresh',
    });
  });

  test('a workload identity goes by the annotations of its ServiceAccount', async () => {
    const annotations = {
      'azure.workload.identity/client-id': 'wi-client',
      'azure.workload.identity/tenant-id': 'wi-tenant',
    };
    const auth = { workloadIdentity: { serviceAccountRef: { name: 'robot' } } };
    const { values, login } = await acr((name) => ({ ...common, registry: name, auth }), {
      objects: [testObject('ServiceAccount', 'shop/robot', {}, { annotations })],
    });
    expect(values['password']).toBe('acr-refresh');
    expect(login[0]?.path).toBe('/wi-tenant/oauth2/v2.0/token');
    expect(form(login[0])).toMatchObject({
      client_id: 'wi-client',
      client_assertion: 'token-of-the-account',
      scope: 'https://management.core.windows.net//.default',
    });
  });

  test.each([
    {
      name: 'a registry that is no host',
      spec: { registry: 'a.example/x?', auth: principal },
      code: 'GENERATOR_FIELD',
    },
    { name: 'no way to sign in', spec: { registry: 'a.azurecr.io', auth: {} }, code: 'GENERATOR_FIELD' },
    {
      name: "a cloud of one's own",
      spec: { registry: 'a.azurecr.io', auth: principal, environmentType: 'AzureStackCloud' },
      code: 'GENERATOR_FIELD',
    },
  ])('refuses $name', async ({ spec, code }) => {
    expect(await codesOf(acr(() => ({ ...common, ...spec }), { secrets }))).toEqual([code]);
  });
});

describe('VaultDynamicSecret', () => {
  let vault: VaultFake;
  beforeEach(async () => {
    vault = await VaultFake.start();
    vault.tokens.create({ policies: ['root'], ttl: 0 }, 'root-token');
  });
  afterEach(() => vault.close());

  const options = { secrets: { 'shop/vault': { token: 'root-token', jwt: 'a.b.c' } } };
  const byToken = { tokenSecretRef: { name: 'vault', key: 'token' } };
  const dynamic = (spec: JsonObject, auth: JsonObject = byToken, provider: JsonObject = {}, more: DirectOptions = {}) =>
    generateDirectly(
      'VaultDynamicSecret',
      { resultType: 'Data', allowEmptyResponse: false, provider: { server: vault.url, auth, ...provider }, ...spec },
      { ...options, ...more },
    );

  test('form B of the values: numbers as they came, objects compact', async () => {
    vault.kv1('db').secrets.set('creds/app', json({ user: 'u', ttl: 1.5, o: { b: '<', a: 1 }, none: null }) as never);
    expect(await dynamic({ path: '/db/creds/app/' })).toEqual({
      user: 'u',
      ttl: '1.5',
      o: '{"a":1,"b":"\\u003c"}',
      none: '',
    });
    expect(vault.calls).toEqual(['GET /v1/db/creds/app']);
  });

  test('parameters are written, and resultType Auth gives every field of the struct', async () => {
    const values = await dynamic({
      path: 'auth/token/create',
      method: 'POST',
      parameters: { ttl: '1h', n: 2 },
      resultType: 'Auth',
    });
    expect(Object.keys(values).sort()).toEqual([
      'accessor',
      'client_token',
      'entity_id',
      'identity_policies',
      'lease_duration',
      'metadata',
      'mfa_requirement',
      'orphan',
      'policies',
      'renewable',
      'token_policies',
    ]);
    expect(values).toMatchObject({ lease_duration: '3600', orphan: 'true', metadata: '', policies: '["default"]' });
    expect(vault.calls).toEqual(['PUT /v1/auth/token/create']);
  });

  test('resultType Raw gives the whole answer, wrapped where a header asks for it', async () => {
    vault.kv1('db').secrets.set('creds/app', json({ user: 'u', n: 12345678901234567890n }) as never);
    const plain = await dynamic({ path: 'db/creds/app', resultType: 'Raw' });
    expect(plain).toEqual({
      request_id: '00000000-0000-0000-0000-000000000000',
      lease_id: '',
      lease_duration: '0',
      renewable: 'false',
      data: expect.stringContaining('"user":"u"'),
      warnings: '',
    });
    const headers = { 'X-Vault-Wrap-TTL': '300' };
    const wrapped = await dynamic({ path: 'db/creds/app', resultType: 'Raw' }, byToken, { headers });
    expect(wrapped['data']).toBe('');
    expect(JSON.parse(wrapped['wrap_info'] ?? '')).toMatchObject({ ttl: 300, wrapped_accessor: '' });
  });

  test.each([
    { name: 'GET of nothing', spec: { path: 'db/none' }, codes: ['GENERATOR_EMPTY'] },
    { name: 'LIST of nothing', spec: { path: 'db/none', method: 'LIST' }, codes: ['GENERATOR_EMPTY'] },
    { name: 'a write that nobody takes', spec: { path: 'nowhere/x', method: 'PUT' }, codes: ['STORE_REFUSED'] },
    { name: 'a path that leads out', spec: { path: 'db/../sys/seal' }, codes: ['GENERATOR_FIELD'] },
    {
      name: 'query parameters that are no texts',
      spec: { path: 'db/x', getParameters: { a: [1] } },
      codes: ['GENERATOR_FIELD'],
    },
  ])('refuses $name', async ({ spec, codes }) => {
    vault.kv1('db');
    expect(await codesOf(dynamic(spec as JsonObject))).toEqual(codes);
  });

  test('an empty answer may be allowed', async () => {
    vault.kv1('db');
    expect(await dynamic({ path: 'db/none', allowEmptyResponse: true })).toEqual({});
  });

  test('a token that it signed in for is revoked only where nothing hangs on it', async () => {
    vault.signIn('jwt', () => ({ policies: ['root'] }));
    vault.kv1('db').secrets.set('creds/app', json({ user: 'u' }) as never);
    const auth = { jwt: { role: 'r', path: 'jwt', secretRef: { name: 'vault', key: 'jwt' } } };
    await dynamic({ path: 'db/creds/app' }, auth);
    expect(vault.tokens.revoked).toHaveLength(1);
    await dynamic({ path: 'auth/token/create', method: 'POST', resultType: 'Auth' }, auth);
    expect(vault.tokens.revoked).toHaveLength(1);
  });

  test('an interval of retries that is no duration is refused', async () => {
    const retrySettings = { maxRetries: 1, retryInterval: 'soon' };
    expect(await codesOf(dynamic({ path: 'db/creds/app', retrySettings }))).toEqual(['STORE_FIELD']);
    expect(vault.calls).toEqual([]);
  });

  test('a generator of the input has no token of the process in generate', async () => {
    const more = {
      run: testRun({ purpose: 'generate' as const }),
      origin: 'input' as const,
      env: { VAULT_TOKEN: 'root-token' },
    };
    const { auth: _none, ...provider } = { auth: byToken, server: vault.url };
    const spec = { resultType: 'Data', allowEmptyResponse: false, path: 'db/x', provider };
    expect(await codesOf(generateDirectly('VaultDynamicSecret', spec, more))).toEqual(['AMBIENT_REFUSED']);
  });
});
