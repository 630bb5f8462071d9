import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generators } from '../../plugin/generators/registry.ts';
import type { JsonObject } from '../../plugin/model/document.ts';
import { generatorKinds } from '../../plugin/resources/schemas/generator-kinds.ts';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { type Answering, HttpFake } from '../fakes/http-fake.ts';
import { json } from '../fakes/vault/fields.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { certificate } from '../support/certificate.ts';
import { generateDirectly } from '../support/generate-directly.ts';
import { readStream } from '../support/read-stream.ts';
import { testRun } from '../support/run.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'generators.md'), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'docs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const tokenFile = path.join(folder, 'token');
writeFileSync(tokenFile, 'token-of-the-account');
const jwt = `x.${Buffer.from('{"exp":1900000000}').toString('base64url')}.y`;

/** The sections of the page, and the examples in each. */
const sections = new Map(
  page.split(/^## /m).map((text) => {
    const examples = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, example = '']) => example);
    return [text.startsWith('# ') ? 'top' : (text.split('\n')[0] ?? ''), examples] as const;
  }),
);

/** Sections whose example was run. */
const used = new Set<string>();

function exampleOf(section: string): string {
  const [example] = sections.get(section) ?? [];
  used.add(section);
  if (example === undefined) throw new Error(`section ${section} has no example`);
  return example;
}

/** The example, with an ExternalSecret behind it where it has none. */
function complete(example: string): string {
  const documents = readStream(example);
  if (documents.some(({ kind }) => kind === 'ExternalSecret')) return example;
  const generator = documents.at(-1) as { readonly kind: string; readonly metadata: { readonly name: string } };
  const generatorRef = `{apiVersion: generators.external-secrets.io/v1alpha1, kind: ${generator.kind}, name: ${generator.metadata.name}}`;
  return `${example}---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: out}\nspec: {dataFrom: [{sourceRef: {generatorRef: ${generatorRef}}}]}\n`;
}

/** Renders an example as a person would, and gives the data of the Secret that it made. */
async function render(example: string, env: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> {
  const config = path.join(folder, 'config.yaml');
  writeFileSync(
    config,
    JSON.stringify({
      apiVersion: 'external-secrets-render.dev/v1alpha1',
      kind: 'RenderConfig',
      credentials: { tokens: { 'default/robot': tokenFile } },
    }),
  );
  const { status, stdout, stderr } = await withEnvironment(env, () =>
    runEsr(['render', '--reveal', '--namespace', 'default', '--config', config, '-'], {
      stdin: complete(example),
      env: { ...env },
    }),
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const secret = readStream(stdout).at(-1) as {
    readonly stringData?: Record<string, string>;
    readonly data?: Record<string, string>;
  };
  return { ...secret.data, ...secret.stringData };
}

async function againstHttp(example: string, host: string, answer: Answering) {
  const fake = await HttpFake.start(answer);
  try {
    return { data: await render(example.replaceAll(host, fake.url)), requests: fake.requests };
  } finally {
    await fake.close();
  }
}

describe('docs/generators.md', () => {
  test('there is a generator for every kind that the API server takes', () => {
    const kinds = generatorKinds.filter((kind) => kind !== 'ClusterGenerator');
    expect(Object.keys(generators).sort()).toEqual([...kinds].sort());
  });

  test('has a section for every kind, each with an example, its outputs and what stays the same', () => {
    const texts = new Map(page.split(/^## /m).map((text) => [text.split('\n')[0] ?? '', text]));
    for (const kind of Object.keys(generators)) {
      expect([kind, sections.get(kind)?.length]).toEqual([kind, 1]);
      expect([kind, texts.get(kind)?.includes('Stability:')]).toEqual([kind, true]);
      expect(page).toContain(`| [${kind}](#${kind.toLowerCase()}) |`);
    }
  });

  test.each([
    { section: 'top', want: { DB_PASSWORD: expect.stringMatching(/^[!-~]{32}$/) } },
    { section: 'What all have in common', want: { password: expect.stringMatching(/^[!-~]{40}$/) } },
    {
      section: 'Password',
      want: { admin: expect.stringMatching(/^.{20}$/), readonly: expect.stringMatching(/^.{20}$/) },
    },
    { section: 'UUID', want: { uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) } },
    {
      section: 'SSHKey',
      want: {
        privateKey: expect.stringMatching(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/),
        publicKey: expect.stringMatching(/^ssh-ed25519 \S+ deploy@example\.com\n$/),
      },
    },
    { section: 'Fake', want: { user: 'demo', url: 'https://example.com' } },
    { section: 'MFA', want: { token: '432690', timeLeft: '30' } },
  ])('$section is rendered', async ({ section, want }) => {
    expect(await render(exampleOf(section))).toEqual(want);
  });

  test.each(['ECRAuthorizationToken', 'STSSessionToken'] as const)('%s asks AWS', async (section) => {
    const aws = await AwsFake.start();
    try {
      const data = await render(exampleOf(section), { ...aws.environment, AWS_EC2_METADATA_DISABLED: 'true' });
      const keys = ['access_key_id', 'expiration', 'secret_access_key', 'session_token'];
      expect(Object.keys(data).sort()).toEqual(section === 'STSSessionToken' ? keys : ['.dockerconfigjson']);
    } finally {
      await aws.close();
    }
  });

  test('GCRAccessToken asks Google', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const google = await HttpFake.start(() => ({ body: { access_token: 'ya29.made', expires_in: 3599 } }));
    try {
      const key = { type: 'service_account', client_email: 'a@b', private_key: pem, token_uri: google.url };
      const example = exampleOf('GCRAccessToken').replace(/\{"type": "service_account".*\}/, JSON.stringify(key));
      expect(await render(example)).toEqual({
        username: 'oauth2accesstoken',
        password: 'ya29.made',
        expiry: expect.stringMatching(/^\d{10}$/),
      });
    } finally {
      await google.close();
    }
  });

  test('VaultDynamicSecret asks Vault', async () => {
    const vault = await VaultFake.start();
    try {
      vault.tokens.create({ policies: ['root'], ttl: 0 }, 'hvs.example');
      vault.kv1('database').secrets.set('creds/readonly', json({ username: 'v-1', password: 'made' }) as never);
      const example = exampleOf('VaultDynamicSecret').replace('https://vault.example.com', vault.url);
      expect(await render(example)).toEqual({ username: 'v-1', password: 'made' });
    } finally {
      await vault.close();
    }
  });

  test('BeyondtrustWorkloadCredentialsDynamicSecret asks BeyondTrust, over TLS alone', async () => {
    const made = { accessKeyId: 'ASIA', secretAccessKey: 's', leaseId: 'l', expiration: 'e', sessionToken: 't' };
    const fake = await HttpFake.start(() => ({ status: 201, body: { secret: made } }), certificate());
    try {
      const example = exampleOf('BeyondtrustWorkloadCredentialsDynamicSecret')
        .replace('https://api.beyondtrust.io', fake.url)
        .replace('  provider:', `  provider:\n    caBundle: ${Buffer.from(certificate().cert).toString('base64')}`);
      expect(await render(example)).toEqual(made);
      expect(fake.requests[0]?.path).toBe(
        '/site/a1b2c3d4-e5f6-4890-abcd-ef1234567890/secrets/dynamic/aws-temp/generate?folder=production',
      );
    } finally {
      await fake.close();
    }
  });

  test('Webhook asks its service', async () => {
    const { data, requests } = await againstHttp(
      exampleOf('Webhook'),
      'https://portal.example.com',
      ({ path: asked }) => (asked === '/credentials' ? { body: { credentials: { user: 'u', limit: 5 } } } : undefined),
    );
    expect(data).toEqual({ user: 'u', limit: '5' });
    expect(requests[0]).toMatchObject({ method: 'POST', body: '{"app": "shop"}' });
    expect(requests[0]?.headers.authorization).toBe('Bearer the-api-key');
  });

  test('GithubAccessToken asks GitHub', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
    const example = exampleOf('GithubAccessToken').replace(
      'key.pem: the-private-key',
      `key.pem: ${JSON.stringify(pem)}`,
    );
    const { data } = await againstHttp(example, 'https://github.example.com', ({ path: asked }) =>
      asked === '/api/v3/app/installations/7890123/access_tokens'
        ? { status: 201, body: { token: 'ghs_made' } }
        : undefined,
    );
    expect(data).toEqual({ token: 'ghs_made' });
  });

  test('GitlabDeployToken asks GitLab', async () => {
    const { data } = await againstHttp(exampleOf('GitlabDeployToken'), 'https://gitlab.example.com', () => ({
      status: 201,
      body: { id: 1, username: 'gitlab+deploy-token-1', token: 'gldt-made' },
    }));
    expect(data).toEqual({ username: 'gitlab+deploy-token-1', token: 'gldt-made' });
  });

  test('Grafana makes an account and a token', async () => {
    const { data } = await againstHttp(exampleOf('Grafana'), 'https://grafana.example.com', ({ path: asked }) => {
      if (asked.startsWith('/api/serviceaccounts/search')) return { body: { serviceAccounts: [] } };
      if (asked === '/api/serviceaccounts') return { status: 201, body: { id: 2, login: 'sa-shop' } };
      return asked === '/api/serviceaccounts/2/tokens' ? { body: { id: 1, key: 'glsa_made' } } : undefined;
    });
    expect(data).toEqual({ login: 'sa-shop', token: 'glsa_made' });
  });

  test('CloudsmithAccessToken asks Cloudsmith', async () => {
    const { data } = await againstHttp(
      exampleOf('CloudsmithAccessToken'),
      'https://cloudsmith.example.com',
      ({ path: asked }) => (asked === '/openid/acme/' ? { status: 201, body: { token: jwt } } : undefined),
    );
    expect(data).toEqual({ auth: Buffer.from(`token:${jwt}`).toString('base64'), expiry: '1900000000' });
  });

  test('QuayAccessToken and ACRAccessToken are asked over TLS alone', async () => {
    const specOf = (section: string) => readStream(exampleOf(section)).at(-1)?.['spec'] as JsonObject;
    const login = await HttpFake.start(() => ({ body: { access_token: 'entra-token', expires_in: 60 } }));
    const fake = await HttpFake.start(
      ({ path: asked }) =>
        asked === '/oauth2/exchange' ? { body: { refresh_token: 'acr-made' } } : { body: { token: jwt } },
      certificate(),
    );
    const options = { ca: certificate().cert, usedFrom: 'shop', env: { ESR_AZURE_AUTHORITY_HOST: login.url } };
    try {
      const run = testRun({ config: { credentials: { tokens: { 'shop/robot': tokenFile } } } });
      const quay = await generateDirectly(
        'QuayAccessToken',
        { ...specOf('QuayAccessToken'), url: fake.host },
        { ...options, run },
      );
      expect(quay).toEqual({
        registry: fake.host,
        auth: Buffer.from(`team+puller:${jwt}`).toString('base64'),
        expiry: '1900000000',
      });
      const [secret] = readStream(exampleOf('ACRAccessToken'));
      const secrets = { 'shop/acr': secret?.['stringData'] as Record<string, string> };
      const spec = { environmentType: 'PublicCloud', ...specOf('ACRAccessToken'), registry: fake.host };
      expect((await generateDirectly('ACRAccessToken', spec, { ...options, secrets }))['password']).toBe('acr-made');
    } finally {
      await fake.close();
      await login.close();
    }
  });

  test('every example was run', () => {
    const withExamples = [...sections].filter(([, examples]) => examples.length > 0).map(([section]) => section);
    expect([...used].sort()).toEqual(withExamples.sort());
  });
});
