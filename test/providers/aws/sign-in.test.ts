import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provider } from '../../../plugin/providers/aws/aws.ts';
import type { Client, StoreInfo } from '../../../plugin/providers/provider.ts';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import { type TestContextOptions, testContext, testObject } from '../../support/provider-context.ts';
import { type ConfigParts, type TestRun, testRun } from '../../support/run.ts';
import { testStoreInfo } from '../../support/store-info.ts';

const spec = { service: 'SecretsManager', region: 'eu-central-1' };
const role = 'arn:aws:iam::123456789012:role/reader';

let fake: AwsFake;
let folder: string;
let run: TestRun;
let close: (() => void) | undefined;

beforeEach(async () => {
  fake = await AwsFake.start();
  fake.strict = true;
  fake.sts.keys.set('AKIAEXAMPLE', { secret: 'ambient-secret-key' });
  fake.sts.keys.set('AKIASTORE', { secret: 'store-secret-key' });
  fake.secrets.seed([{ name: 'db', SecretString: 'v' }], 'eu-central-1');
  folder = await mkdtemp(join(tmpdir(), 'aws-'));
});

afterEach(async () => {
  close?.();
  await fake.close();
  await rm(folder, { recursive: true });
});

interface World extends TestContextOptions {
  readonly config?: ConfigParts;
  readonly purpose?: TestRun['purpose'];
}

/** Nothing of this machine: no shared files, no instance metadata. */
function bare(): Readonly<Record<string, string>> {
  return {
    ...fake.endpoints,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
}

async function connect(fields: object, world: World = {}, info: Partial<StoreInfo> = {}): Promise<Client> {
  const { config = {}, purpose = 'render', ...options } = world;
  run = testRun({ config, purpose });
  const test = await testContext({ env: { ...bare(), ...fake.environment }, run, ...options });
  ({ close } = test);
  return await provider.open({ ...spec, ...fields }, testStoreInfo(info)).connect(test.context);
}

async function read(client: Client): Promise<string> {
  const [answer] = await client.read([{ key: 'db' }]);
  if (answer?.kind === 'value') return answer.value.reveal().toString();
  return answer?.kind === 'failed' ? answer.error.code : 'missing';
}

const keyRefs = {
  accessKeyIDSecretRef: { name: 'aws', key: 'id' },
  secretAccessKeySecretRef: { name: 'aws', key: 'secret' },
};
const keys = { 'default/aws': { id: 'AKIASTORE', secret: 'store-secret-key' } };
const jwt = { serviceAccountRef: { name: 'reader', namespace: 'platform', audiences: ['extra'] } };
const cluster = { kind: 'ClusterSecretStore', usedFrom: 'shop' } as const;
const annotations = { 'eks.amazonaws.com/role-arn': role };

async function account(more: Readonly<Record<string, string>> = annotations): Promise<World> {
  const file = join(folder, 'token');
  await writeFile(file, 'the-account-token\n');
  return {
    objects: [testObject('ServiceAccount', 'platform/reader', {}, { annotations: more })],
    config: { credentials: { tokens: { 'platform/reader': file } } },
  };
}

describe('what a store declares', () => {
  test('secretRef: the keys of a Secret, with the region of the store', async () => {
    expect(await read(await connect({ auth: { secretRef: keyRefs } }, { secrets: keys }))).toBe('v');
    expect(fake.requests).toMatchObject([{ accessKeyId: 'AKIASTORE', region: 'eu-central-1' }]);
    expect(run.concealed).toContain('store-secret-key');
  });

  test('secretRef with a session token', async () => {
    fake.sts.keys.set('ASIASTORE', { secret: 'temporary-key', token: 'session' });
    const secrets = { 'default/aws': { id: 'ASIASTORE', secret: 'temporary-key', token: 'session' } };
    const refs = { ...keyRefs, sessionTokenSecretRef: { name: 'aws', key: 'token' } };
    expect(await read(await connect({ auth: { secretRef: refs } }, { secrets }))).toBe('v');
    expect(run.concealed).toContain('session');
  });

  test('secretRef of a ClusterSecretStore follows the ExternalSecret, or its own namespace', async () => {
    const secrets = { 'shop/aws': keys['default/aws'], 'infra/aws': keys['default/aws'] };
    expect(await read(await connect({ auth: { secretRef: keyRefs } }, { secrets }, cluster))).toBe('v');
    close?.();
    const named = Object.fromEntries(
      Object.entries(keyRefs).map(([field, ref]) => [field, { ...ref, namespace: 'infra' }]),
    );
    expect(await read(await connect({ auth: { secretRef: named } }, { secrets }, cluster))).toBe('v');
  });

  test('a line break in a key is not cut off, as in the operator', async () => {
    const secrets = { 'default/aws': { id: 'AKIASTORE', secret: 'store-secret-key\n' } };
    expect(await read(await connect({ auth: { secretRef: keyRefs } }, { secrets }))).toBe('STORE_CREDENTIALS');
  });

  test('jwt: a token of the ServiceAccount becomes its role', async () => {
    const client = await connect({ auth: { jwt } }, await account(), cluster);
    expect(await read(client)).toBe('v');
    expect(await read(client)).toBe('v');
    expect(fake.calls).toEqual([
      'sts.AssumeRoleWithWebIdentity',
      'secretsmanager.GetSecretValue',
      'secretsmanager.GetSecretValue',
    ]);
    expect(fake.requests[0]).toMatchObject({
      accessKeyId: undefined,
      body: {
        RoleArn: role,
        RoleSessionName: 'external-secrets-provider-aws',
        WebIdentityToken: 'the-account-token',
      },
    });
    expect([...run.concealed]).toContain('the-account-token');
  });

  test('jwt wins over secretRef', async () => {
    const client = await connect(
      { auth: { jwt, secretRef: keyRefs } },
      { ...(await account()), secrets: keys },
      cluster,
    );
    expect(await read(client)).toBe('v');
    expect(fake.calls[0]).toBe('sts.AssumeRoleWithWebIdentity');
  });

  test('additionalRoles in order, then role with everything that goes with it', async () => {
    const fields = {
      additionalRoles: ['arn:aws:iam::1:role/a', 'arn:aws:iam::2:role/b'],
      role,
      externalID: 'ext',
      sessionTags: [{ key: 'team', value: 'shop' }],
      transitiveTagKeys: ['team'],
    };
    expect(await read(await connect(fields))).toBe('v');
    const bodies = fake.requests.map(({ body }) => body);
    expect(bodies.slice(0, 3)).toMatchObject([
      { RoleArn: 'arn:aws:iam::1:role/a', DurationSeconds: '900', RoleSessionName: 'external-secrets-render' },
      { RoleArn: 'arn:aws:iam::2:role/b' },
      {
        RoleArn: role,
        ExternalId: 'ext',
        'Tags.member.1.Key': 'team',
        'Tags.member.1.Value': 'shop',
        'TransitiveTagKeys.member.1': 'team',
      },
    ]);
    expect(bodies[1]).not.toHaveProperty('ExternalId');
    expect(fake.requests[0]?.accessKeyId).toBe('AKIAEXAMPLE');
    expect(fake.requests[1]?.accessKeyId).toMatch(/^ASIA/);
  });

  test.each([
    { policy: 'Simple', want: ['esoNamespace=shop', 'esoStoreName=test', 'esoStoreKind=ClusterSecretStore'] },
    { policy: 'Custom', want: ['esoNamespace=shop', 'esoStoreName=test', 'esoStoreKind=ClusterSecretStore', 'a=1'] },
  ])('sessionTagsPolicy $policy throws the written tags away', async ({ policy, want }) => {
    const fields = {
      role,
      sessionTagsPolicy: policy,
      sessionTags: [{ key: 'team', value: 'shop' }],
      customSessionTags: { a: '1', empty: '' },
    };
    await connect(fields, {}, cluster);
    const body = fake.requests[0]?.body ?? {};
    const tags = want.map(
      (_, index) => `${body[`Tags.member.${index + 1}.Key`]}=${body[`Tags.member.${index + 1}.Value`]}`,
    );
    expect(tags).toEqual(want);
    expect(body).not.toHaveProperty(`Tags.member.${want.length + 1}.Key`);
  });

  test('credentials that run out are renewed once, whoever asks', async () => {
    fake.sts.lifetimeSeconds = 30;
    const client = await connect({ role });
    fake.sts.lifetimeSeconds = 900;
    expect(await Promise.all([read(client), read(client), read(client)])).toEqual(['v', 'v', 'v']);
    expect(fake.calls.filter((call) => call === 'sts.AssumeRole')).toHaveLength(2);
  });
});

describe('what goes wrong', () => {
  const rows = [
    {
      name: 'a Secret that is nowhere',
      fields: { auth: { secretRef: keyRefs } },
      code: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'a ServiceAccount that is nowhere', fields: { auth: { jwt } }, code: 'SERVICE_ACCOUNT_UNKNOWN' },
  ];

  test.each(rows)('$name', async ({ fields, code }) => {
    const declared = { config: { credentials: { mode: 'declared' as const } } };
    await expect(connect(fields, declared, cluster)).rejects.toMatchObject({ code, exitStatus: 1 });
    expect(fake.calls).toEqual([]);
  });

  test('a ServiceAccount without a role', async () => {
    const world = await account({});
    await expect(connect({ auth: { jwt } }, world, cluster)).rejects.toMatchObject({
      code: 'SERVICE_ACCOUNT_ANNOTATION',
      place: { field: 'spec.provider.test.auth.jwt.serviceAccountRef' },
    });
  });

  test('a role that may not be assumed', async () => {
    fake.sts.refused.add(role);
    await expect(connect({ role })).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      exitStatus: 3,
      says: expect.stringContaining(role),
      hint: expect.stringContaining('sts:AssumeRole'),
    });
  });

  test('a wrong external id', async () => {
    fake.sts.externalIds.set(role, 'right');
    await expect(connect({ role, externalID: 'wrong' })).rejects.toMatchObject({ code: 'STORE_REFUSED' });
  });

  test('an expired token', async () => {
    const world = await account();
    await writeFile(join(folder, 'token'), 'expired-token');
    await expect(connect({ auth: { jwt } }, world, cluster)).rejects.toMatchObject({ code: 'STORE_CREDENTIALS' });
  });

  test.each([
    { name: 'keys that nobody knows', id: 'AKIANOBODY', secret: 'x' },
    { name: 'a wrong secret key', id: 'AKIASTORE', secret: 'wrong-secret-key' },
  ])('$name', async ({ id, secret }) => {
    const secrets = { 'default/aws': { id, secret } };
    expect(await read(await connect({ auth: { secretRef: keyRefs } }, { secrets }))).toBe('STORE_CREDENTIALS');
  });

  test('no credentials anywhere: says where it looked', async () => {
    await expect(connect({}, { env: bare() })).rejects.toMatchObject({
      code: 'STORE_NO_CREDENTIALS',
      exitStatus: 3,
      hint: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    });
  });

  test('STS that nobody answers for', async () => {
    const env = { ...fake.environment, AWS_STS_ENDPOINT: 'http://127.0.0.1:9' };
    const world = { env, retrySettings: { maxRetries: 1, retryInterval: '1ms' } };
    await expect(connect({ role }, world)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
  });
});

describe('the identity of the process', () => {
  const shared = '[default]\naws_access_key_id = AKIASTORE\naws_secret_access_key = store-secret-key\n';
  const rows = [
    {
      name: 'static keys',
      env: { AWS_ACCESS_KEY_ID: 'AKIASTORE', AWS_SECRET_ACCESS_KEY: 'store-secret-key' },
      by: 'AKIASTORE',
    },
    { name: 'the default profile', env: {}, shared, by: 'AKIASTORE' },
    {
      name: 'a named profile, before static keys',
      env: { AWS_PROFILE: 'named', AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'ambient-secret-key' },
      shared: shared.replace('default', 'named'),
      by: 'AKIASTORE',
    },
    {
      name: 'a web identity token (IRSA), before the default profile',
      env: { AWS_ROLE_ARN: role, AWS_WEB_IDENTITY_TOKEN_FILE: 'TOKEN' },
      shared,
      by: 'ASIA',
    },
    {
      name: 'the container endpoint (EKS Pod Identity)',
      env: {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'URL/v1/credentials',
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: 'TOKEN',
      },
      by: 'ASIAPOD',
    },
  ];

  test.each(rows)('$name', async ({ env, shared: file, by }) => {
    const token = join(folder, 'token');
    await writeFile(token, 'pod-token');
    if (file !== undefined) await writeFile(join(folder, 'credentials'), file);
    const filled = Object.entries(env).map(([name, value]) => [
      name,
      value === 'TOKEN' ? token : value.replace('URL', fake.url),
    ]);
    expect(await read(await connect({}, { env: { ...bare(), ...Object.fromEntries(filled) } }))).toBe('v');
    expect(fake.requests.at(-1)?.accessKeyId).toMatch(new RegExp(`^${by}`));
  });

  test('a container endpoint that refuses us is a fault, not a reason to go on', async () => {
    const env = { ...bare(), AWS_CONTAINER_CREDENTIALS_FULL_URI: `${fake.url}/v1/credentials` };
    await expect(connect({}, { env })).rejects.toMatchObject({ exitStatus: 3 });
  });

  test('is refused to a store of the input in generate', async () => {
    await expect(connect({}, { purpose: 'generate', origin: 'input' })).rejects.toMatchObject({
      code: 'AMBIENT_REFUSED',
      exitStatus: 1,
      hint: expect.stringContaining('policy.inputStores'),
    });
    expect(fake.calls).toEqual([]);
  });

  const fallback: { name: string; world: World; want: 'v' | string }[] = [
    { name: 'auto stands in for a Secret that is nowhere', world: {}, want: 'v' },
    {
      name: 'declared does not',
      world: { config: { credentials: { mode: 'declared' } } },
      want: 'CREDENTIAL_NOT_FOUND',
    },
    { name: 'generate insists on the Secret', world: { purpose: 'generate' }, want: 'CREDENTIAL_NOT_FOUND' },
  ];

  test.each(fallback)('$name', async ({ world, want }) => {
    const outcome = await connect({ auth: { secretRef: keyRefs } }, world).then(read, (error) => error.code);
    expect(outcome).toBe(want);
    expect(run.warnings.map(({ code }) => code)).toEqual(want === 'v' ? ['AMBIENT_CREDENTIALS'] : []);
  });

  test('auto stands in for a token that cannot be had, in generate too', async () => {
    const { objects = [] } = await account();
    const client = await connect({ auth: { jwt } }, { objects, purpose: 'generate' }, cluster);
    expect(await read(client)).toBe('v');
    expect(run.warnings).toMatchObject([
      { code: 'AMBIENT_CREDENTIALS', says: expect.stringContaining('platform/reader') },
    ]);
  });

  test('ambient is taken before what the store declares', async () => {
    const world = { secrets: keys, config: { credentials: { mode: 'ambient' as const } } };
    expect(await read(await connect({ auth: { secretRef: keyRefs } }, world))).toBe('v');
    expect(fake.requests[0]?.accessKeyId).toBe('AKIAEXAMPLE');
  });
});

describe('endpoints', () => {
  const rows = [
    { name: "the operator's variable", env: { AWS_SECRETSMANAGER_ENDPOINT: 'URL' } },
    { name: "the SDK's for the service", env: { AWS_ENDPOINT_URL_SECRETS_MANAGER: 'URL' } },
    { name: "the SDK's for all", env: { AWS_ENDPOINT_URL: 'URL' } },
    {
      name: "the operator's before the SDK's",
      env: { AWS_SECRETSMANAGER_ENDPOINT: 'URL', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:9' },
    },
  ];

  test.each(rows)('$name', async ({ env }) => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = fake.environment;
    const filled = Object.entries(env).map(([name, value]) => [name, value.replace('URL', fake.url)]);
    const all = { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, ...Object.fromEntries(filled) } as Record<string, string>;
    expect(await read(await connect({}, { env: all }))).toBe('v');
  });

  test.each(['', 'eu_west'])('a region "%s" that no endpoint has is told', async (region) => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_CONFIG_FILE: '/nonexistent' };
    expect(await read(await connect({ region }, { env }))).toBe('AWS_REGION_MISSING');
  });

  test('an empty region is that of the environment', async () => {
    const env = { ...fake.environment, AWS_REGION: 'eu-central-1' };
    expect(await read(await connect({ region: '' }, { env }))).toBe('v');
  });
});

describe('validate()', () => {
  const selector = { name: 'aws', key: 'id', namespace: 'other' };
  const rows: { name: string; fields: object; info?: Partial<StoreInfo>; want: string[] }[] = [
    { name: 'a plain store', fields: {}, want: [] },
    { name: 'Parameter Store', fields: { service: 'ParameterStore' }, want: [] },
    { name: 'Certificate Manager', fields: { service: 'CertificateManager' }, want: ['AWS_SERVICE at service'] },
    { name: 'a region that is none', fields: { region: 'bad region' }, want: ['AWS_REGION at region'] },
    { name: 'a region that does not exist', fields: { region: 'xx-fake-1' }, want: [] },
    { name: 'a region with an underscore', fields: { region: 'eu_west' }, want: [] },
    { name: 'an empty region', fields: { region: '' }, want: [] },
    { name: 'jwt without a reference', fields: { auth: { jwt: {} } }, want: ['AWS_JWT_REFERENCE at auth.jwt'] },
    {
      name: "a SecretStore with another namespace's Secret",
      fields: { auth: { secretRef: { accessKeyIDSecretRef: selector } } },
      want: ['REFERENCE_NAMESPACE at auth.secretRef.accessKeyIDSecretRef'],
    },
    {
      name: 'a ClusterSecretStore with one',
      fields: { auth: { secretRef: { accessKeyIDSecretRef: selector } } },
      info: cluster,
      want: [],
    },
    {
      name: 'a SecretStore that names its own namespace',
      fields: { auth: { secretRef: { accessKeyIDSecretRef: { ...selector, namespace: 'default' } } } },
      want: [],
    },
    {
      name: 'a window of 5 days',
      fields: { secretsManager: { recoveryWindowInDays: 5 } },
      want: ['AWS_RECOVERY_WINDOW at secretsManager.recoveryWindowInDays'],
    },
    { name: 'a window of 7 days', fields: { secretsManager: { recoveryWindowInDays: 7 } }, want: [] },
    {
      name: 'a window and force',
      fields: { secretsManager: { recoveryWindowInDays: 7, forceDeleteWithoutRecovery: true } },
      want: ['AWS_RECOVERY_WINDOW at secretsManager.recoveryWindowInDays'],
    },
    {
      name: 'a reserved session tag',
      fields: { customSessionTags: { esoStoreName: 'x' } },
      want: ['AWS_SESSION_TAG at customSessionTags'],
    },
  ];

  rows.push(
    {
      name: 'an interval of retries that is no duration',
      fields: {},
      info: { retrySettings: { retryInterval: 'soon' } },
      want: ['STORE_FIELD at spec.provider.test'],
    },
    { name: 'one that is', fields: {}, info: { retrySettings: { retryInterval: '1m30s' } }, want: [] },
  );

  test.each(rows)('$name', ({ fields, info, want }) => {
    const faults = provider.validate?.({ ...spec, ...fields }, testStoreInfo(info)) ?? [];
    expect(faults.map(({ code, place }) => `${code} at ${place?.field?.replace('spec.provider.test.', '')}`)).toEqual(
      want,
    );
  });
});

describe('identity', () => {
  const open = (fields: object, info: Partial<StoreInfo> = {}) =>
    provider.open({ ...spec, ...fields }, testStoreInfo(info)).identity;

  test('is shared by stores that read as the same, wherever they stand', () => {
    expect(open({}, { name: 'a', usedFrom: 'x' })).toBe(open({}, { name: 'b', usedFrom: 'y' }));
    expect(open({ auth: { secretRef: keyRefs } })).toBe(open({ auth: { secretRef: keyRefs } }, { name: 'b' }));
  });

  test.each([
    { name: 'the service', fields: { service: 'ParameterStore' } },
    { name: 'the region', fields: { region: 'us-east-1' } },
    { name: 'the role', fields: { role } },
    { name: 'the keys', fields: { auth: { secretRef: keyRefs } } },
    { name: 'the service account', fields: { auth: { jwt } } },
  ])('differs by $name', ({ fields }) => {
    expect(open(fields)).not.toBe(open({}));
  });

  test('differs by the namespace that keys or session tags follow', () => {
    const fields = [{ auth: { secretRef: keyRefs } }, { role, sessionTagsPolicy: 'Simple' }];
    for (const one of fields) {
      expect(open(one, { ...cluster, usedFrom: 'a' })).not.toBe(open(one, { ...cluster, usedFrom: 'b' }));
    }
  });
});
