import { provider } from '../../../plugin/providers/azure/azure.ts';
import { readAzureSpec } from '../../../plugin/providers/azure/azure-spec.ts';
import { keyVaultResource } from '../../../plugin/providers/azure/key-vault-resource.ts';
import type { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { HttpFake } from '../../fakes/http-fake.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { withEnvironment } from '../../support/with-environment.ts';
import { type SignInWorld, signInWorld } from './sign-in-world.ts';

let world: SignInWorld;
let fake: AzureFake;

beforeEach(async () => {
  world = await signInWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

const asked = () => fake.entra.given.at(-1);

describe('identities of the machine and the process', () => {
  const managed = { authType: 'ManagedIdentity' };
  const declared = { credentials: { mode: 'declared' } } as const;

  test('the managed identity of an App Service', async () => {
    const host = await HttpFake.start(() => ({
      headers: { 'content-type': 'application/json' },
      body: {
        access_token: 'managed-token',
        expires_on: `${Math.floor(Date.now() / 1000) + 3600}`,
        resource: 'x',
        token_type: 'Bearer',
      },
    }));
    try {
      const env = { IDENTITY_ENDPOINT: `${host.url}/msi/token`, IDENTITY_HEADER: 'secret-header' };
      const token = await withEnvironment({ ...env }, () => world.signIn({ ...managed, identityId: 'user-assigned' }));
      expect(token).toBe('managed-token');
      expect(host.requests[0]?.path).toMatch(/client_id=user-assigned/);
      expect(host.requests[0]?.path).toMatch(/resource=https(%3A%2F%2F|:\/\/)vault.azure.net/);
      expect(world.run().concealed).toContain('managed-token');
    } finally {
      await host.close();
      for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER']) delete process.env[name];
    }
  });

  test('a machine that has none', async () => {
    const env = { AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:9' };
    expect(await withEnvironment(env, () => world.signIn(managed, { config: declared }))).toBe('STORE_NO_CREDENTIALS');
  });

  test('a store of the input may not have it', async () => {
    expect(await world.signIn(managed, { origin: 'input', purpose: 'generate' })).toBe('AMBIENT_REFUSED');
  });

  test('the process stands in for a Secret that is nowhere, under auto, and says so', async () => {
    const fields = {
      tenantId: 'tid',
      authSecretRef: { clientId: { name: 'az', key: 'id' }, clientSecret: { name: 'az', key: 's' } },
    };
    const env = { AZURE_TENANT_ID: 'own', AZURE_CLIENT_ID: 'process', AZURE_CLIENT_SECRET: 'process-pw' };
    expect(await withEnvironment(env, () => world.signIn(fields, { env }))).toMatch(/^eyJ/);
    expect(asked()?.fields['client_id']).toBe('process');
    expect(world.run().warnings.map(({ code }) => code)).toEqual(['AMBIENT_CREDENTIALS']);
    expect(await world.signIn(fields, { env, config: declared })).toBe('CREDENTIAL_NOT_FOUND');
    const ambient = { credentials: { mode: 'ambient' } } as const;
    expect(await withEnvironment(env, () => world.signIn(fields, { env, config: ambient }))).toMatch(/^eyJ/);
  });
});

describe('a vault of somebody else', () => {
  const env = { AZURE_TENANT_ID: 'own', AZURE_CLIENT_ID: 'process', AZURE_CLIENT_SECRET: 'process-pw' };
  const refs = { clientId: { name: 'az', key: 'id' }, clientSecret: { name: 'az', key: 's' } };
  const rows: { name: string; fields: object; mode?: 'ambient' }[] = [
    { name: 'a managed identity', fields: { authType: 'ManagedIdentity' } },
    { name: 'a workload identity', fields: { authType: 'WorkloadIdentity', serviceAccountRef: { name: 'x' } } },
    { name: 'the process, where it is asked for', fields: {}, mode: 'ambient' },
    { name: 'the process, where it stands in', fields: { tenantId: 'tid', authSecretRef: refs } },
  ];

  test.each(rows)('is given no token of $name', async ({ fields, mode }) => {
    const store = provider.open({ vaultUrl: fake.url, ...fields }, testStoreInfo());
    const config = mode === undefined ? {} : { credentials: { mode } };
    const connecting = withEnvironment(env, async () => store.connect(await world.context({ env, config })));
    await expect(connecting).rejects.toMatchObject({ code: 'AZURE_VAULT_DOMAIN', exitStatus: 1 });
    expect([fake.tokenCalls, fake.calls]).toEqual([[], []]);
  });
});

describe('what a token is asked for in a custom cloud', () => {
  const stack = (vaultUrl: string) =>
    readAzureSpec(
      {
        vaultUrl,
        environmentType: 'AzureStackCloud',
        useAzureSDK: true,
        customCloudConfig: { activeDirectoryEndpoint: fake.url },
      },
      testStoreInfo(),
    );

  test('the vault has to say, and its own domain', async () => {
    fake.resource = 'https://vault.azure.net';
    await expect(keyVaultResource(stack(fake.url), await world.context())).rejects.toMatchObject({
      code: 'AZURE_CLOUD',
    });
    expect(fake.unauthenticated).toBe(1);
  });

  test('known clouds need not be asked', async () => {
    const spec = readAzureSpec({ vaultUrl: fake.url }, testStoreInfo());
    expect(await keyVaultResource(spec, await world.context())).toBe('https://vault.azure.net');
    expect(fake.unauthenticated).toBe(0);
  });
});

test('a token that runs out is asked for again', async () => {
  fake.entra.lifetime = 30;
  fake.vault.seed({ secrets: [{ name: 'a', value: 'v' }] });
  const refs = { clientId: { name: 'az', key: 'id' }, clientSecret: { name: 'az', key: 's' } };
  const store = provider.open({ vaultUrl: fake.url, tenantId: 'tid', authSecretRef: refs }, testStoreInfo());
  const client = await store.connect(await world.context({ secrets: { 'default/az': { id: 'client', s: 'pw' } } }));
  await client.read([{ key: 'a' }]);
  await client.read([{ key: 'a' }]);
  // One as it connects, one for each read: it is always about to run out.
  expect(fake.tokenCalls).toHaveLength(3);
});
