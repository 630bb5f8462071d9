import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HttpFake, type SeenRequest } from '../fakes/http-fake.ts';
import { certificate } from '../support/certificate.ts';
import { type GenerateOptions, generate } from '../support/generate.ts';
import { generateDirectly } from '../support/generate-directly.ts';
import { testRun } from '../support/run.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (claims: object) => `${part({ alg: 'none' })}.${part(claims)}.c2lnbmF0dXJl`;
const folder = mkdtempSync(path.join(tmpdir(), 'generators-'));
const tokenFile = path.join(folder, 'token');
writeFileSync(tokenFile, 'token-of-the-account\n');
afterAll(() => rmSync(folder, { recursive: true }));

const run = () => testRun({ now: () => now, config: { credentials: { tokens: { 'shop/robot': tokenFile } } } });
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = keys.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();

/** Runs a generator against a server that gives these answers, by `METHOD /path`. */
async function against(
  answers: Readonly<Record<string, { readonly status?: number; readonly body?: string | object }>>,
  kind: string,
  spec: (url: string) => object,
  options: GenerateOptions = {},
) {
  const fake = await HttpFake.start(({ method, path: asked }) => {
    const key = `${method} ${asked}`;
    return Object.hasOwn(answers, key) ? answers[key] : undefined;
  });
  try {
    const generated = await generate(kind, spec(fake.url), { run: run(), ...options });
    return { ...generated, requests: fake.requests as readonly SeenRequest[] };
  } finally {
    await fake.close();
  }
}

describe('several wrong fields', () => {
  const jwt = {};
  const provider = (fields: object) => ({ server: 'https://vault.example', auth: {}, ...fields });
  const rows: { kind: string; spec: object; codes: readonly string[] }[] = [
    {
      kind: 'ACRAccessToken',
      spec: { registry: 'https://a/b', environmentType: 'AzureStackCloud', auth: {} },
      codes: ['GENERATOR_FIELD', 'GENERATOR_FIELD', 'GENERATOR_FIELD'],
    },
    {
      kind: 'ECRAuthorizationToken',
      spec: { region: 'a b', auth: { jwt } },
      codes: ['AWS_REGION', 'AWS_JWT_REFERENCE'],
    },
    {
      kind: 'STSSessionToken',
      spec: { region: 'a b', auth: { jwt: { serviceAccountRef: { name: 'x' } } } },
      codes: ['AWS_REGION', 'GENERATOR_FIELD'],
    },
    { kind: 'Grafana', spec: grafana({ url: 'no url', auth: {} }), codes: ['STORE_ADDRESS', 'GENERATOR_FIELD'] },
    {
      kind: 'VaultDynamicSecret',
      spec: {
        provider: provider({}),
        path: 'a/../b',
        getParameters: { x: 1 },
        retrySettings: { retryInterval: 'soon' },
      },
      codes: ['GENERATOR_FIELD', 'GENERATOR_FIELD', 'STORE_FIELD'],
    },
    {
      kind: 'BeyondtrustWorkloadCredentialsDynamicSecret',
      spec: {
        provider: {
          auth: { apikey: { token: { name: 'x', key: 'y' } } },
          server: { apiUrl: 'http://a', siteId: 'no' },
          folderPath: 'a/',
        },
      },
      codes: ['GENERATOR_FIELD', 'GENERATOR_FIELD', 'GENERATOR_FIELD'],
    },
  ];
  test.each(rows)('$kind tells of all of them', async ({ kind, spec, codes }) => {
    const { errors } = await generate(kind, spec, { run: run() });
    expect(errors.map(({ code }) => code)).toEqual(codes);
    expect(errors.every(({ says }) => says.startsWith(`${kind} "gen": `))).toBe(true);
  });

  function grafana(fields: object): object {
    return { serviceAccount: { name: 'a', role: 'Viewer' }, ...fields };
  }
});

describe('GithubAccessToken', () => {
  const answers = { 'POST /app/installations/42/access_tokens': { status: 201, body: { token: 'ghs_installation' } } };
  const secrets = { github: { pem } };
  const auth = { privateKey: { secretRef: { name: 'github', key: 'pem' } } };

  test('asks for the installation as the app, with repositories and permissions', async () => {
    const { values, errors, requests } = await against(
      answers,
      'GithubAccessToken',
      (url) => ({
        appID: '7',
        installID: '42',
        url: `${url}/`,
        auth,
        repositories: ['a'],
        permissions: { contents: 'read' },
      }),
      { secrets },
    );
    expect(errors).toEqual([]);
    expect(values).toEqual({ token: 'ghs_installation' });
    const [request] = requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({ permissions: { contents: 'read' }, repositories: ['a'] });
    const [header = '', claims = '', signature = ''] =
      request?.headers.authorization?.replace('Bearer ', '').split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toEqual({
      iss: '7',
      iat: now / 1000 - 10,
      exp: now / 1000 + 300,
    });
    const signed = Buffer.from(`${header}.${claims}`);
    expect(verify('sha256', signed, createPublicKey(pem), Buffer.from(signature, 'base64url'))).toBe(true);
    expect(request?.headers['user-agent']).toBe('external-secrets-render');
  });

  test('sends no body where nothing is limited', async () => {
    const { requests } = await against(
      answers,
      'GithubAccessToken',
      (url) => ({ appID: '7', installID: '42', url, auth }),
      {
        secrets,
      },
    );
    expect(requests[0]?.body).toBe('');
  });

  test.each([
    { name: 'a key that is none', pem: 'not a key', answers, code: 'PRIVATE_KEY' },
    {
      name: 'a key that is no RSA key',
      pem: generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      answers,
      code: 'PRIVATE_KEY',
    },
    { name: 'an unknown installation', pem, answers: {}, code: 'STORE_REFUSED' },
    {
      name: 'a token that is no text',
      pem,
      answers: { 'POST /app/installations/42/access_tokens': { status: 201, body: { token: 1 } } },
      code: 'STORE_ANSWER',
    },
    {
      name: 'an answer that is no JSON',
      pem,
      answers: { 'POST /app/installations/42/access_tokens': { status: 201, body: '<html>' } },
      code: 'STORE_ANSWER',
    },
    {
      name: 'a refused signature, without what the server says',
      pem,
      answers: { 'POST /app/installations/42/access_tokens': { status: 401, body: { message: 'quotes ghs_secret' } } },
      code: 'STORE_CREDENTIALS',
    },
  ])('refuses $name', async ({ pem: text, answers: given, code }) => {
    const { errors } = await against(
      given,
      'GithubAccessToken',
      (url) => ({ appID: '7', installID: '42', url, auth }),
      {
        secrets: { github: { pem: text } },
      },
    );
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(JSON.stringify(errors)).not.toContain('ghs_secret');
  });
});

describe('GitlabDeployToken', () => {
  const secrets = { gitlab: { token: 'glpat-maintainer' } };
  const auth = { token: { secretRef: { name: 'gitlab', key: 'token' } } };
  const given = { status: 201, body: { id: 3, username: 'gitlab+deploy-token-3', token: 'gldt-made' } };
  const spec = { name: 'pull', scopes: ['read_registry'], auth, expiresAt: '2027-01-01T02:00:00+02:00' };

  test.each([
    { owner: { projectID: 'team/shop' }, asked: 'POST /api/v4/projects/team%2Fshop/deploy_tokens' },
    { owner: { groupID: '12' }, asked: 'POST /api/v4/groups/12/deploy_tokens' },
  ])('makes a token: $asked', async ({ owner, asked }) => {
    const {
      values,
      errors,
      requests,
      run: told,
    } = await against(
      { [asked]: given },
      'GitlabDeployToken',
      (url) => ({ ...spec, ...owner, url: `${url}/`, username: 'puller' }),
      { secrets },
    );
    expect(errors).toEqual([]);
    expect(values).toEqual({ username: 'gitlab+deploy-token-3', token: 'gldt-made' });
    expect(requests[0]?.headers['private-token']).toBe('glpat-maintainer');
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      name: 'pull',
      scopes: ['read_registry'],
      username: 'puller',
      expires_at: '2027-01-01T00:00:00Z',
    });
    expect(told.warnings).toEqual([]);
  });

  test.each([
    { name: 'project and group', owner: { projectID: '1', groupID: '2' } },
    { name: 'neither project nor group', owner: {} },
  ])('refuses $name', async ({ owner }) => {
    const { errors, requests } = await against({}, 'GitlabDeployToken', (url) => ({ ...spec, ...owner, url }), {
      secrets,
    });
    expect(errors.map(({ code }) => code)).toEqual(['GENERATOR_FIELD']);
    expect(requests).toEqual([]);
  });

  test('sends nothing twice: a broken answer may have made a token', async () => {
    const asked = 'POST /api/v4/projects/1/deploy_tokens';
    const { errors, requests } = await against(
      { [asked]: { status: 502 } },
      'GitlabDeployToken',
      (url) => ({ ...spec, projectID: '1', url }),
      { secrets },
    );
    expect(errors.map(({ code }) => code)).toEqual(['STORE_FAILED']);
    expect(requests).toHaveLength(1);
  });

  const forEver = { name: 'pull', scopes: ['read_registry'], auth, projectID: '1' };
  const asked = 'POST /api/v4/projects/1/deploy_tokens';

  test('warns of a token that never expires', async () => {
    const { values, run: told } = await against(
      { [asked]: given },
      'GitlabDeployToken',
      (url) => ({ ...forEver, url }),
      {
        secrets,
      },
    );
    expect(values['token']).toBe('gldt-made');
    expect(told.warnings.map(({ code }) => code)).toEqual(['GENERATOR_KEEPS_TOKENS']);
  });

  test.each([
    { random: 'refuse', codes: ['GENERATOR_KEEPS_TOKENS'] },
    { random: 'allow', codes: [] },
  ] as const)('makes one in generate only where random is allowed: $random', async ({ random, codes }) => {
    const { errors, requests } = await against(
      { [asked]: given },
      'GitlabDeployToken',
      (url) => ({ ...forEver, url }),
      {
        secrets,
        run: testRun({ purpose: 'generate', config: { random, policy: { inputStores: 'allow' } } }),
      },
    );
    expect(errors.map(({ code }) => code)).toEqual(codes);
    expect(requests).toHaveLength(codes.length === 0 ? 1 : 0);
  });

  test('refuses a token that no header can hold', async () => {
    const { errors } = await against({}, 'GitlabDeployToken', (url) => ({ ...spec, projectID: '1', url }), {
      secrets: { gitlab: { token: 'glpat\n' } },
    });
    expect(errors.map(({ code }) => code)).toEqual(['CREDENTIAL_UNPRINTABLE']);
  });
});

describe('Grafana', () => {
  const search = 'GET /grafana/api/serviceaccounts/search?query=ci%20bot';
  const account = { id: 9, name: 'ci bot', login: 'sa-1-ci-bot' };
  const others = [{ id: 8, name: 'ci bot 2', login: 'sa-1-ci-bot-2' }];
  const token = { 'POST /grafana/api/serviceaccounts/9/tokens': { body: { id: 1, name: 'x', key: 'glsa_made' } } };
  const serviceAccount = { name: 'ci bot', role: 'Viewer', secondsToLive: 600 };
  const secrets = { grafana: { token: 'glsa_admin', password: 'pass' } };
  const bearer = { token: { name: 'grafana', key: 'token' } };

  test('makes a token of the account of that very name', async () => {
    const { values, errors, requests } = await against(
      { [search]: { body: { serviceAccounts: [...others, account] } }, ...token },
      'Grafana',
      (url) => ({ url: `${url}/grafana/`, auth: bearer, serviceAccount }),
      { secrets },
    );
    expect(errors).toEqual([]);
    expect(values).toEqual({ login: 'sa-1-ci-bot', token: 'glsa_made' });
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer glsa_admin', 'Bearer glsa_admin']);
    expect(JSON.parse(requests[1]?.body ?? '')).toEqual({
      name: expect.stringMatching(/^[0-9a-f-]{36}$/),
      secondsToLive: 600,
    });
  });

  test('makes the account where there is none', async () => {
    const { values, requests } = await against(
      {
        [search]: { body: { serviceAccounts: others } },
        'POST /grafana/api/serviceaccounts': { status: 201, body: account },
        ...token,
      },
      'Grafana',
      (url) => ({
        url: `${url}/grafana`,
        auth: { basic: { username: 'admin', password: { name: 'grafana', key: 'password' } } },
        serviceAccount,
      }),
      { secrets },
    );
    expect(values).toEqual({ login: 'sa-1-ci-bot', token: 'glsa_made' });
    expect(JSON.parse(requests[1]?.body ?? '')).toEqual({ name: 'ci bot', role: 'Viewer' });
    expect(requests[1]?.headers.authorization).toBe(`Basic ${Buffer.from('admin:pass').toString('base64')}`);
  });

  test.each([
    { name: 'no way to sign in', auth: {}, code: 'GENERATOR_FIELD' },
    { name: 'a search that is refused', auth: bearer, code: 'STORE_REFUSED' },
  ])('refuses $name', async ({ auth, code }) => {
    const { errors } = await against({}, 'Grafana', (url) => ({ url: `${url}/grafana`, auth, serviceAccount }), {
      secrets,
    });
    expect(errors.map((error) => error.code)).toEqual([code]);
  });
});

describe('CloudsmithAccessToken', () => {
  const spec = {
    orgSlug: 'acme',
    serviceSlug: 'puller',
    serviceAccountRef: { name: 'robot', audiences: ['cloudsmith'] },
  };
  const token = jwt({ exp: 1_900_000_000 });

  test('trades the token of a ServiceAccount', async () => {
    const { values, requests } = await against(
      { 'POST /openid/acme/': { status: 201, body: { token } } },
      'CloudsmithAccessToken',
      (url) => ({ ...spec, apiUrl: `${url}/` }),
    );
    expect(values).toEqual({ auth: Buffer.from(`token:${token}`).toString('base64'), expiry: '1900000000' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ oidc_token: 'token-of-the-account', service_slug: 'puller' });
  });

  test.each([
    { name: 'any status but 201', answer: { status: 200, body: { token } }, code: 'STORE_ANSWER' },
    {
      name: 'a token that says not when it ends',
      answer: { status: 201, body: { token: jwt({}) } },
      code: 'STORE_ANSWER',
    },
    { name: 'a token that is no JWT', answer: { status: 201, body: { token: 'abc' } }, code: 'STORE_ANSWER' },
    { name: 'a service that does not trust it', answer: { status: 403 }, code: 'STORE_REFUSED' },
  ])('refuses $name', async ({ answer, code }) => {
    const { errors } = await against({ 'POST /openid/acme/': answer }, 'CloudsmithAccessToken', (url) => ({
      ...spec,
      apiUrl: url,
    }));
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  test('says where a token of the ServiceAccount could come from', async () => {
    const { errors } = await against({}, 'CloudsmithAccessToken', (url) => ({
      ...spec,
      serviceAccountRef: { name: 'nobody', namespace: 'elsewhere' },
      apiUrl: url,
    }));
    expect(errors.map(({ code }) => code)).toEqual(['TOKEN_NOT_FOUND']);
    expect(errors[0]?.says).toContain('shop/nobody');
  });
});

describe('QuayAccessToken', () => {
  const token = jwt({ exp: 1_900_000_000 });

  test('trades the token of a ServiceAccount for one of the robot, over TLS', async () => {
    const fake = await HttpFake.start(() => ({ body: { token } }), certificate());
    try {
      const spec = { robotAccount: 'team+robot', serviceAccountRef: { name: 'robot' }, url: fake.url };
      const values = await generateDirectly('QuayAccessToken', spec, { run: run(), ca: certificate().cert });
      expect(values).toEqual({
        registry: fake.host,
        auth: Buffer.from(`team+robot:${token}`).toString('base64'),
        expiry: '1900000000',
      });
      expect(fake.requests[0]?.path).toBe('/oauth2/federation/robot/token');
      const basic = Buffer.from('team+robot:token-of-the-account').toString('base64');
      expect(fake.requests[0]?.headers.authorization).toBe(`Basic ${basic}`);
    } finally {
      await fake.close();
    }
  });
});

describe('Webhook', () => {
  const secrets = { portal: { key: 'the-key' } };
  const labelled = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'labelled', namespace: 'shop', labels: { 'external-secrets.io/type': 'webhook' } },
    stringData: { 'api-key': 'the-key' },
  };
  const answers = {
    'POST /a?k=the-key': { body: { data: '{"user": "u", "n": 1.50, "o": {"k": "<"}, "none": null}' } },
  };

  test('runs its templates over labelled Secrets, and reads a text as JSON once more', async () => {
    const { values, errors, requests } = await against(
      answers,
      'Webhook',
      (url) => ({
        url: `${url}/a?k={{ index .portal "api-key" }}`,
        method: 'POST',
        body: '{{ .remoteRef.key }}',
        result: { jsonPath: '$.data' },
        secrets: [{ name: 'portal', secretRef: { name: 'labelled' } }],
      }),
      { documents: [labelled] },
    );
    expect(errors).toEqual([]);
    expect(values).toEqual({ user: 'u', n: '1.5', o: '{"k":"\\u003c"}', none: '' });
    expect(requests[0]?.body).toBe('<no value>');
  });

  test.each([
    {
      name: 'a Secret without the label',
      spec: { secrets: [{ name: 'p', secretRef: { name: 'portal' } }] },
      code: 'CREDENTIAL_LABEL',
    },
    {
      name: 'NTLM with a Secret without the label',
      spec: {
        auth: {
          ntlm: { usernameSecret: { name: 'portal', key: 'key' }, passwordSecret: { name: 'portal', key: 'key' } },
        },
      },
      code: 'CREDENTIAL_LABEL',
    },
    { name: 'a timeout that is none', spec: { timeout: 'soon' }, code: 'WEBHOOK_TIMEOUT' },
    { name: 'nothing there', spec: { url: '/none' }, code: 'GENERATOR_MISSING' },
    { name: 'a list', spec: { url: '/list' }, code: 'EXTRACT_NOT_OBJECT' },
    { name: 'an answer that is no JSON', spec: { url: '/text' }, code: 'WEBHOOK_NOT_JSON' },
    {
      name: 'a path that finds nothing',
      spec: { url: '/object', result: { jsonPath: '$.b' } },
      code: 'WEBHOOK_NOTHING',
    },
  ])('refuses $name', async ({ spec, code }) => {
    const given = {
      'GET /list': { body: [1] },
      'GET /text': { body: 'plain' },
      'GET /object': { body: { a: 1 } },
    };
    const { errors } = await against(
      given,
      'Webhook',
      (url) => ({ result: {}, ...spec, url: `${url}${(spec as { url?: string }).url ?? '/object'}` }),
      { secrets },
    );
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  test('a 404 is left out where the deletionPolicy says so', async () => {
    const {
      errors,
      values,
      run: told,
    } = await against({}, 'Webhook', (url) => ({ url, result: {} }), {
      target: { deletionPolicy: 'Delete' },
    });
    expect([errors, values]).toEqual([[], {}]);
    expect(told.warnings.map(({ code }) => code)).toEqual(['ENTRY_SKIPPED', 'SECRET_DELETED']);
  });
});

describe('a generator of the input in generate', () => {
  const sidecar = () => testRun({ purpose: 'generate' });

  test('may not connect to the machine or the cluster', async () => {
    const { errors, requests } = await against(
      {},
      'GithubAccessToken',
      (url) => ({
        ...{ appID: '7', installID: '42', url },
        auth: { privateKey: { secretRef: { name: 'github', key: 'pem' } } },
      }),
      { secrets: { github: { pem } }, run: sidecar() },
    );
    expect(errors.map(({ code }) => code)).toEqual(['ADDRESS_REFUSED']);
    expect(requests).toEqual([]);
  });

  test('is given no token of a ServiceAccount', async () => {
    const spec = { orgSlug: 'acme', serviceSlug: 'puller', serviceAccountRef: { name: 'robot' } };
    const { errors } = await against({}, 'CloudsmithAccessToken', () => spec, { run: sidecar() });
    expect(errors.map(({ code }) => code)).toEqual(['ACCOUNT_TOKEN_REFUSED']);
  });
});

describe('references of generators', () => {
  test('are read from the namespace of the ExternalSecret, whatever they say', async () => {
    const { values, run: told } = await against(
      { 'POST /app/installations/42/access_tokens': { status: 201, body: { token: 'ghs_installation' } } },
      'GithubAccessToken',
      (url) => ({
        appID: '7',
        installID: '42',
        url,
        auth: { privateKey: { secretRef: { name: 'github', namespace: 'elsewhere', key: 'pem' } } },
      }),
      { secrets: { github: { pem } } },
    );
    expect(values['token']).toBe('ghs_installation');
    expect(told.warnings.map(({ code, place }) => [code, place?.field])).toEqual([
      ['GENERATOR_NAMESPACE', 'spec.auth.privateKey.secretRef'],
    ]);
  });
});
