import { createVerify, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAzureSpec } from '../../../plugin/providers/azure/azure-spec.ts';
import { azureToken } from '../../../plugin/providers/azure/credentials.ts';
import type { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { certificate } from '../../support/certificate.ts';
import { testObject } from '../../support/provider-context.ts';
import { testStoreInfo } from '../../support/store-info.ts';
import { type Around, type SignInWorld, scope, signInWorld } from './sign-in-world.ts';

let world: SignInWorld;
let fake: AzureFake;
let folder: string;

beforeEach(async () => {
  world = await signInWorld();
  ({ fake, folder } = world);
});

afterEach(() => world.stop());

const asked = () => fake.entra.given.at(-1);

describe('a service principal', () => {
  const id = { clientId: { name: 'az', key: 'id' } };
  const secret = { ...id, clientSecret: { name: 'az', key: 'secret' } };
  const pem = { ...id, clientCertificate: { name: 'az', key: 'pem' } };
  const secrets = (changes: Record<string, string> = {}) => ({
    secrets: {
      'default/az': { id: 'client', secret: 'client-pw', pem: certificate().cert + certificate().key, ...changes },
    },
  });

  test('with a secret', async () => {
    expect(await world.signIn({ tenantId: 'tid', authSecretRef: secret }, secrets())).toMatch(/^eyJ/);
    expect(asked()).toMatchObject({
      tenant: 'tid',
      fields: { client_id: 'client', client_secret: 'client-pw', scope, grant_type: 'client_credentials' },
    });
    expect(world.run().concealed).toContain(asked()?.token);
  });

  test('with a certificate, whose key signs', async () => {
    expect(await world.signIn({ tenantId: 'tid', authSecretRef: pem }, secrets())).toMatch(/^eyJ/);
    const [header = '', claims = '', signature = ''] = (asked()?.fields['client_assertion'] ?? '').split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    const { cert } = certificate();
    expect(createVerify('sha256').update(`${header}.${claims}`).verify(cert, signature, 'base64url')).toBe(true);
    const thumbprint = new X509Certificate(cert).fingerprint.replaceAll(':', '');
    expect(Buffer.from(read(header).x5t, 'base64url').toString('hex').toUpperCase()).toBe(thumbprint);
    expect(read(claims)).toMatchObject({ iss: 'client', sub: 'client', aud: `${fake.url}/tid/oauth2/v2.0/token` });
  });

  const ec = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const rsa = () =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const rows: { name: string; fields: object; around?: () => Around; want: string }[] = [
    { name: 'no tenant', fields: { authSecretRef: secret }, want: 'AZURE_AUTH' },
    { name: 'no references', fields: { tenantId: 'tid' }, want: 'AZURE_AUTH' },
    { name: 'no proof', fields: { tenantId: 'tid', authSecretRef: id }, want: 'AZURE_AUTH' },
    { name: 'two proofs', fields: { tenantId: 'tid', authSecretRef: { ...secret, ...pem } }, want: 'AZURE_AUTH' },
    {
      name: 'a certificate without its key',
      fields: { tenantId: 'tid', authSecretRef: pem },
      around: () => secrets({ pem: certificate().cert }),
      want: 'AZURE_CERTIFICATE',
    },
    {
      name: 'a key without a certificate',
      fields: { tenantId: 'tid', authSecretRef: pem },
      around: () => secrets({ pem: certificate().key }),
      want: 'AZURE_CERTIFICATE',
    },
    {
      name: 'a key that is no RSA one',
      fields: { tenantId: 'tid', authSecretRef: pem },
      around: () => secrets({ pem: `${certificate().cert}${ec()}` }),
      want: 'AZURE_CERTIFICATE',
    },
    {
      name: 'a key of another certificate',
      fields: { tenantId: 'tid', authSecretRef: pem },
      around: () => secrets({ pem: `${certificate().cert}${rsa()}` }),
      want: 'AZURE_CERTIFICATE',
    },
    {
      name: 'a secret that is wrong',
      fields: { tenantId: 'tid', authSecretRef: secret },
      around: () => secrets({ secret: 'wrong' }),
      want: 'STORE_CREDENTIALS',
    },
  ];

  test.each(rows)('$name', async ({ fields, around = secrets, want }) => {
    fake.entra.secrets.set('client', 'client-pw');
    expect(await world.signIn(fields, around())).toBe(want);
  });

  test('what Entra says is told by its codes', async () => {
    fake.entra.secrets.set('client', 'another');
    const { auth } = readAzureSpec({ vaultUrl: fake.url, tenantId: 'tid', authSecretRef: secret }, testStoreInfo());
    await expect(azureToken(auth, scope, await world.context(secrets()))).rejects.toMatchObject({
      says: expect.stringMatching(/application client: 401 invalid_client \(AADSTS7000215\)$/),
    });
  });

  test.each([
    ['PublicCloud', 'https://login.microsoftonline.com', 'https://vault.azure.net'],
    ['USGovernmentCloud', 'https://login.microsoftonline.us', 'https://vault.usgovcloudapi.net'],
    ['ChinaCloud', 'https://login.chinacloudapi.cn', 'https://vault.azure.cn'],
    ['GermanCloud', 'https://login.microsoftonline.de', 'https://vault.microsoftazure.de'],
  ])('%s signs in at %s for %s', (environmentType, authority, resource) => {
    const spec = readAzureSpec({ vaultUrl: fake.url, environmentType }, testStoreInfo());
    expect([spec.auth.authority, spec.resource]).toEqual([authority, resource]);
  });

  test('a custom cloud has a login host of its own', async () => {
    const customCloudConfig = { activeDirectoryEndpoint: `${fake.url}/`, keyVaultEndpoint: 'https://vault.local/' };
    const fields = { tenantId: 'adfs', authSecretRef: secret, useAzureSDK: true, customCloudConfig };
    const env = { ESR_AZURE_AUTHORITY_HOST: '' };
    expect(await world.signIn(fields, { ...secrets(), env })).toMatch(/^eyJ/);
    expect(fake.tokenCalls).toEqual(['token adfs']);
    expect(readAzureSpec({ vaultUrl: fake.url, ...fields }, testStoreInfo()).resource).toBe('https://vault.local');
  });
});

describe('a workload identity', () => {
  const workload = { authType: 'WorkloadIdentity' };
  const reader = { ...workload, serviceAccountRef: { name: 'reader', audiences: ['more'] } };
  const account = (annotations: Record<string, string>) =>
    testObject('ServiceAccount', 'default/reader', {}, { annotations });
  const client = { 'azure.workload.identity/client-id': 'annotated' };
  const tenant = { 'azure.workload.identity/tenant-id': 'annotated-tenant' };
  const both = { ...client, ...tenant };
  const refs = { authSecretRef: { clientId: { name: 'az', key: 'id' }, tenantId: { name: 'az', key: 'tenant' } } };

  async function around(annotations: Record<string, string>, env: Record<string, string> = {}): Promise<Around> {
    const file = join(folder, 'token');
    await writeFile(file, 'the-account-token\n');
    return {
      objects: [account(annotations)],
      secrets: { 'default/az': { id: 'secret-client', tenant: 'secret-tenant' } },
      config: { credentials: { tokens: { 'default/reader': file }, mode: 'declared' } },
      env,
    };
  }

  const rows: {
    name: string;
    fields: object;
    annotations: Record<string, string>;
    env?: Record<string, string>;
    want: string;
  }[] = [
    { name: 'both annotated', fields: {}, annotations: both, want: 'annotated annotated-tenant' },
    { name: 'the tenant of the store', fields: { tenantId: 'tid' }, annotations: client, want: 'annotated tid' },
    { name: 'both in Secrets', fields: refs, annotations: {}, want: 'secret-client secret-tenant' },
    {
      name: 'the tenant of the environment',
      fields: {},
      annotations: client,
      env: { AZURE_TENANT_ID: 'env' },
      want: 'annotated env',
    },
    {
      name: 'two clients',
      fields: { tenantId: 'tid', authSecretRef: { clientId: refs.authSecretRef.clientId } },
      annotations: client,
      want: 'AZURE_AUTH',
    },
    { name: 'two tenants', fields: { tenantId: 'tid' }, annotations: both, want: 'AZURE_AUTH' },
    { name: 'references without a client', fields: { authSecretRef: {} }, annotations: both, want: 'AZURE_AUTH' },
    { name: 'no client', fields: { tenantId: 'tid' }, annotations: {}, want: 'AZURE_AUTH' },
    { name: 'no tenant', fields: {}, annotations: client, want: 'AZURE_AUTH' },
    {
      name: 'newer: the tenant of the store goes first',
      fields: { useAzureSDK: true, tenantId: 'tid' },
      annotations: both,
      want: 'annotated tid',
    },
    {
      name: 'newer: Secrets are not looked at',
      fields: { useAzureSDK: true, ...refs },
      annotations: tenant,
      want: 'AZURE_AUTH',
    },
    {
      name: 'newer: nor is the environment',
      fields: { useAzureSDK: true },
      annotations: client,
      env: { AZURE_TENANT_ID: 'env' },
      want: 'AZURE_AUTH',
    },
  ];

  test.each(rows)('of a ServiceAccount: $name', async ({ fields, annotations, env, want }) => {
    const got = await world.signIn({ ...reader, ...fields }, await around(annotations, env));
    const { fields: form = {}, tenant: at = '' } = asked() ?? {};
    expect(got.startsWith('eyJ') ? `${form['client_id']} ${at}` : got).toBe(want);
    if (got.startsWith('eyJ')) expect(form['client_assertion']).toBe('the-account-token');
  });

  test('an unknown ServiceAccount', async () => {
    expect(await world.signIn(reader, { ...(await around({})), objects: [] })).toBe('SERVICE_ACCOUNT_UNKNOWN');
  });

  test("the pod's own", async () => {
    const file = join(folder, 'pod');
    await writeFile(file, 'pod-token\n');
    const env = { AZURE_CLIENT_ID: 'pod', AZURE_TENANT_ID: 'pod-tenant', AZURE_FEDERATED_TOKEN_FILE: file };
    expect(await world.signIn(workload, { env })).toMatch(/^eyJ/);
    expect(asked()).toMatchObject({
      tenant: 'pod-tenant',
      fields: { client_id: 'pod', client_assertion: 'pod-token' },
    });
    expect(await world.signIn(workload, { env, origin: 'input', purpose: 'generate' })).toBe('AMBIENT_REFUSED');
  });

  test('a pod that has none', async () => {
    const config = { credentials: { mode: 'declared' } } as const;
    expect(await world.signIn(workload, { config })).toBe('STORE_NO_CREDENTIALS');
    const env = { AZURE_CLIENT_ID: 'pod', AZURE_TENANT_ID: 't', AZURE_FEDERATED_TOKEN_FILE: '/nope' };
    expect(await world.signIn(workload, { config, env })).toBe('STORE_NO_CREDENTIALS');
  });
});
