import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gcpProject } from '../../../plugin/providers/gcp/gcp-project.ts';
import { readGcpSpec } from '../../../plugin/providers/gcp/gcp-spec.ts';
import { openTokenSource } from '../../../plugin/providers/token-source.ts';
import type { GcpFake } from '../../fakes/gcp/gcp-fake.ts';
import { testObject } from '../../support/provider-context.ts';
import type { ConfigParts } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { type Around, account, annotated, type SignInWorld, signInWorld } from './sign-in-world.ts';

let world: SignInWorld;
let fake: GcpFake;
let folder: string;

beforeEach(async () => {
  world = await signInWorld();
  ({ fake, folder } = world);
});

afterEach(() => world.stop());

const kinds = () => fake.tokenCalls.filter((call) => !call.startsWith('metadata'));
describe('a service account key', () => {
  const auth = { secretRef: { secretAccessKeySecretRef: { name: 'gcp', key: 'key.json' } } };
  const secret = (text: string) => ({ secrets: { 'default/gcp': { 'key.json': text } } });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

  const rows: { name: string; change: object | string; want: string }[] = [
    { name: 'is exchanged at its own token_uri', change: {}, want: 'ya29.token-0' },
    { name: 'or at Google', change: { token_uri: '' }, want: 'ya29.token-0' },
    { name: 'text is none', change: 'no JSON', want: 'GCP_KEY' },
    { name: 'another type is none', change: { type: 'authorized_user' }, want: 'GCP_KEY' },
    { name: 'an address is needed', change: { client_email: '' }, want: 'GCP_KEY' },
    { name: 'a key is needed', change: { private_key: 'nonsense' }, want: 'GCP_KEY' },
    { name: 'an RSA key', change: { private_key: ec }, want: 'GCP_KEY' },
    {
      name: 'a server that is not there',
      change: { token_uri: 'http://127.0.0.1:9/token' },
      want: 'STORE_UNREACHABLE',
    },
  ];

  test.each(rows)('$name', async ({ change, want }) => {
    const text = typeof change === 'string' ? change : fake.tokens.keyJson(fake.url, change as Record<string, unknown>);
    const around = { ...secret(text), config: { limits: { requestTimeoutMs: 500 } } };
    expect(await world.signIn(auth, { ...around, retrySettings: { maxRetries: 0 } })).toBe(want);
    if (want.startsWith('ya29')) expect(world.run().concealed).toContain(want);
  });

  test('what is signed names the account, the scope and the receiver', async () => {
    await world.signIn(auth, secret(fake.tokens.keyJson(fake.url)));
    const [, claims = ''] = String(fake.tokens.given[0]?.fields['assertion']).split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: 'reader@proj.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      aud: `${fake.url}/token`,
    });
  });

  test.each([
    { name: 'a refused key', fail: () => (fake.tokens.refused = true), want: 'STORE_CREDENTIALS' },
    { name: 'a broken server', fail: () => fake.fail({ kind: 'error500', call: 'token' }), want: 'STORE_FAILED' },
    { name: 'no JSON', fail: () => fake.fail({ kind: 'garbage', call: 'token' }), want: 'STORE_ANSWER' },
    { name: 'no token', fail: () => fake.fail({ kind: 'empty', call: 'token' }), want: 'STORE_ANSWER' },
    {
      name: 'one hiccup',
      fail: () => fake.fail({ kind: 'unavailable', call: 'token', times: 1 }),
      want: 'ya29.token-0',
    },
  ])('$name is $want', async ({ fail, want }) => {
    fail();
    const settings = { retrySettings: { maxRetries: 1, retryInterval: '1ms' } };
    expect(await world.signIn(auth, { ...secret(fake.tokens.keyJson(fake.url)), ...settings })).toBe(want);
  });

  test('a store of the input may not send its key to an internal address', async () => {
    const around = { ...secret(fake.tokens.keyJson(fake.url)), origin: 'input', purpose: 'generate' } as const;
    expect(await world.signIn(auth, around)).toBe('CREDENTIAL_NOT_FOUND');
    const carried = testObject(
      'Secret',
      'default/gcp',
      { data: { 'key.json': Buffer.from(fake.tokens.keyJson(fake.url)).toString('base64') } },
      {},
      'input',
    );
    expect(await world.signIn(auth, { objects: [carried], origin: 'input', purpose: 'generate' })).toBe(
      'ADDRESS_REFUSED',
    );
    expect(fake.tokenCalls).toEqual([]);
  });
});

describe('workload identity of GKE', () => {
  const cluster = { clusterProjectID: 'cp', clusterLocation: 'cl', clusterName: 'cn' };
  const auth = (changes = {}) => ({
    workloadIdentity: { serviceAccountRef: { name: 'reader', audiences: ['more'] }, ...cluster, ...changes },
  });

  test('a token of the ServiceAccount is exchanged', async () => {
    expect(await world.signIn(auth(), { objects: [account()], config: await world.tokens() })).toBe('ya29.binding-0');
    expect(fake.tokens.given[0]?.fields).toMatchObject({
      subject_token: 'the-account-token',
      audience:
        'identitynamespace:cp.svc.id.goog:https://container.googleapis.com/v1/projects/cp/locations/cl/clusters/cn',
    });
  });

  test('an annotated one then takes the place of its service account', async () => {
    expect(await world.signIn(auth(), { objects: [account(annotated)], config: await world.tokens() })).toBe(
      'ya29.impersonate-1',
    );
    expect(kinds()).toEqual(['binding', 'impersonate']);
    expect(fake.tokens.given[1]?.headers['authorization']).toBe('Bearer ya29.binding-0');
  });

  test('the metadata server knows the cluster', async () => {
    for (const [name, value] of [
      ['project/project-id', 'mp'],
      ['instance/attributes/cluster-location', 'ml'],
      ['instance/attributes/cluster-name', 'mn'],
    ] as const) {
      fake.tokens.metadata.set(name, value);
    }
    const bare = { workloadIdentity: { serviceAccountRef: { name: 'reader' } } };
    expect(await world.signIn(bare, { objects: [account()], config: await world.tokens() })).toBe('ya29.binding-0');
    expect(fake.tokens.given[0]?.fields['audience']).toMatch(
      /^identitynamespace:mp\..*\/mp\/locations\/ml\/clusters\/mn$/,
    );
  });

  test.each([
    { name: "the store's project where the cluster's is not named", changes: { clusterProjectID: '' }, project: 'sp' },
    { name: "the cluster's project before the store's", changes: {}, project: 'cp' },
  ])('$name', async ({ changes, project }) => {
    fake.tokens.metadata.set('project/project-id', 'mp');
    const around = { objects: [account()], config: await world.tokens() };
    expect(await world.signIn(auth(changes), around, 'sp')).toBe('ya29.binding-0');
    expect(fake.tokens.given[0]?.fields['audience']).toBe(
      `identitynamespace:${project}.svc.id.goog:https://container.googleapis.com/v1/projects/${project}/locations/cl/clusters/cn`,
    );
  });

  test.each([
    { name: 'a cluster that nobody knows', changes: { clusterName: '' }, objects: [account()], want: 'GCP_CLUSTER' },
    { name: 'an unknown ServiceAccount', changes: {}, objects: [], want: 'SERVICE_ACCOUNT_UNKNOWN' },
  ])('$name', async ({ changes, objects, want }) => {
    const credentials = { ...(await world.tokens()).credentials, mode: 'declared' };
    expect(await world.signIn(auth(changes), { objects, config: { credentials } as ConfigParts })).toBe(want);
  });
});

describe('default credentials', () => {
  const person = { type: 'authorized_user', client_id: 'c', client_secret: 'cs', refresh_token: 'r' };
  const written = async (content: object | string, name = 'adc.json') => {
    const file = join(folder, name);
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return { GOOGLE_APPLICATION_CREDENTIALS: file };
  };

  test.each([
    { name: 'a person', content: () => person, want: 'ya29.token-0' },
    { name: 'a key', content: () => JSON.parse(fake.tokens.keyJson(fake.url)), want: 'ya29.token-0' },
    {
      name: 'an account that is impersonated',
      content: () => ({
        type: 'impersonated_service_account',
        source_credentials: person,
        delegates: ['d'],
        service_account_impersonation_url:
          'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/x@y:generateAccessToken',
      }),
      want: 'ya29.impersonate-1',
    },
    { name: 'another type', content: () => ({ type: 'gdch_service_account' }), want: 'GCP_CREDENTIALS_FILE' },
    { name: 'no JSON', content: () => 'text', want: 'GCP_CREDENTIALS_FILE' },
    {
      name: 'a person without a token',
      content: () => ({ ...person, refresh_token: '' }),
      want: 'GCP_CREDENTIALS_FILE',
    },
  ])('a file of $name', async ({ content, want }) => {
    expect(await world.signIn({}, { env: await written(content()) })).toBe(want);
  });

  test('the file of gcloud', async () => {
    await written(person, 'application_default_credentials.json');
    expect(await world.signIn({}, { env: { CLOUDSDK_CONFIG: folder } })).toBe('ya29.token-0');
  });

  test('the metadata server', async () => {
    fake.tokens.metadata.set('project/project-id', 'mp');
    expect(await world.signIn({})).toBe('ya29.machine-0');
  });

  test.each([
    { name: 'nowhere', around: {}, want: 'STORE_NO_CREDENTIALS' },
    {
      name: 'a file that is not there',
      around: { env: { GOOGLE_APPLICATION_CREDENTIALS: '/nope' } },
      want: 'GCP_CREDENTIALS_FILE',
    },
    { name: 'a store of the input', around: { origin: 'input', purpose: 'generate' }, want: 'AMBIENT_REFUSED' },
  ] as { name: string; around: Around; want: string }[])('$name: $want', async ({ around, want }) => {
    expect(await world.signIn({}, around)).toBe(want);
  });

  test('stand in for a key that is nowhere, under auto alone, and say so', async () => {
    fake.tokens.metadata.set('project/project-id', 'mp');
    const auth = { secretRef: { secretAccessKeySecretRef: { name: 'gcp', key: 'key.json' } } };
    expect(await world.signIn(auth)).toBe('ya29.machine-0');
    expect(world.run().warnings.map(({ code }) => code)).toEqual(['AMBIENT_CREDENTIALS']);
    expect(await world.signIn(auth, { config: { credentials: { mode: 'declared' } } })).toBe('CREDENTIAL_NOT_FOUND');
    expect(await world.signIn(auth, { config: { credentials: { mode: 'ambient' } } })).toBe('ya29.machine-1');
  });
});

describe('the project', () => {
  const rows: { name: string; fields: object; around?: Around; metadata?: string; want: string; warns?: string }[] = [
    { name: 'of the store', fields: { projectID: 'a' }, want: 'a' },
    {
      name: 'of the cluster',
      fields: { auth: { workloadIdentity: { serviceAccountRef: { name: 'x' }, clusterProjectID: 'c' } } },
      want: 'c',
    },
    { name: 'of the machine', fields: {}, metadata: 'mp', want: 'mp' },
    {
      name: 'of the environment',
      fields: {},
      around: { env: { GOOGLE_CLOUD_PROJECT: 'e' } },
      want: 'e',
      warns: 'GCP_PROJECT_ASSUMED',
    },
    { name: 'never of a key', fields: { auth: { secretRef: {} } }, metadata: 'mp', want: 'GCP_PROJECT' },
    { name: 'nowhere', fields: {}, want: 'GCP_PROJECT' },
    {
      name: 'not of this machine for the input',
      fields: {},
      around: { origin: 'input', purpose: 'generate' },
      metadata: 'mp',
      want: 'GCP_PROJECT',
    },
  ];

  test.each(rows)('$name', async ({ fields, around = {}, metadata, want, warns }) => {
    if (metadata !== undefined) fake.tokens.metadata.set('project/project-id', metadata);
    const found = gcpProject(readGcpSpec(fields as never, testStoreInfo()), await world.context(around));
    expect(await found.catch((thrown) => thrown.code)).toBe(want);
    expect(world.run().warnings.map(({ code }) => code)).toEqual(warns === undefined ? [] : [warns]);
  });
});

test.each(['ESR_GCP_ENDPOINT', 'ESR_GCP_TOKEN_ENDPOINT', 'ESR_AZURE_AUTHORITY_HOST', 'GCE_METADATA_HOST'])(
  '%s is for trusted stores alone',
  async (name) => {
    const env = { [name]: 'http://127.0.0.1:9' };
    expect((await world.context({ env })).env(name)).toBe('http://127.0.0.1:9');
    expect((await world.context({ env, origin: 'input', purpose: 'generate' })).env(name)).toBeUndefined();
    expect((await world.context({ env: { [`ARGOCD_ENV_${name}`]: 'x' } })).env(`ARGOCD_ENV_${name}`)).toBeUndefined();
  },
);

test('a token is asked for again a minute before it runs out, once for all who wait', async () => {
  let now = 0;
  let asked = 0;
  const source = await openTokenSource(
    async () => {
      asked += 1;
      return { token: { asked } as never, expiresAt: now + 3_600_000 };
    },
    () => now,
  );
  await source();
  expect(asked).toBe(1);
  now = 3_600_000 - 59_000;
  await Promise.all([source(), source()]);
  expect(asked).toBe(2);
});
