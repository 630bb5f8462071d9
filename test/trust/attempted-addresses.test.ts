import { generateKeyPairSync } from 'node:crypto';
import { type EsrError, faultsOf } from '../../plugin/errors/esr-error.ts';
import { fetchAll } from '../../plugin/pipeline/fetch/fetch.ts';
import { application, brings, marked, reads, wants } from '../support/attempt.ts';
import { certificate } from '../support/certificate.ts';
import { type Cupboard, cupboardProvider, startCupboard } from '../support/cupboard.ts';
import { planText } from '../support/plan-text.ts';
import { type ConfigParts, testRun } from '../support/run.ts';

// Where a store of the application's might lead the renderer: into the machine, the cluster, private networks.

let cupboard: Cupboard;
beforeAll(async () => {
  cupboard = await startCupboard();
  cupboard.items.set('key', marked);
});
afterAll(() => cupboard.close());

const storeAt = (url: string) =>
  brings('SecretStore', 'mine', `{fake: {data: [{key: config, value: '${JSON.stringify({ url })}'}]}}`);
const reader = wants(reads('key', 'mine', 'SecretStore'));

async function visit(url: string, from: 'input' | 'platform' = 'input', config: ConfigParts = {}) {
  const offline = {
    providerFor: () => cupboardProvider,
    assume: () => Promise.reject(new Error('none is assumed')) as never,
  };
  const run = testRun({ purpose: 'generate', application, config: { ...config, limits: { requestTimeoutMs: 500 } } });
  const texts = from === 'input' ? { input: storeAt(url) + reader } : { platform: storeAt(url), input: reader };
  const fetched = await fetchAll(await planText(texts, run, { offline }), run, { env: {} });
  const [outcome] = [...fetched.values()].flatMap(({ data }) => data);
  return outcome?.kind === 'value' ? outcome.value.reveal().toString() : (outcome?.error as EsrError);
}

describe('a store of the application leads nowhere inside', () => {
  const addresses: readonly { name: string; url: (port: string) => string }[] = [
    { name: 'the machine itself', url: (port) => `http://127.0.0.1:${port}` },
    { name: 'the machine by name', url: (port) => `http://localhost:${port}` },
    { name: 'the machine by a name below localhost', url: (port) => `http://x.localhost:${port}` },
    { name: 'the machine as one number', url: (port) => `http://2130706433:${port}` },
    { name: 'the machine in octal', url: (port) => `http://0177.0.0.1:${port}` },
    { name: 'the machine in hexadecimal', url: (port) => `http://0x7f.0.0.1:${port}` },
    { name: 'the machine in short', url: (port) => `http://127.1:${port}` },
    { name: 'no address', url: (port) => `http://0.0.0.0:${port}` },
    { name: 'the machine over IPv6', url: (port) => `http://[::1]:${port}` },
    { name: 'the machine, mapped into IPv6', url: (port) => `http://[::ffff:7f00:1]:${port}` },
    { name: 'the machine behind a user name', url: (port) => `http://store.example.com@127.0.0.1:${port}` },
    { name: 'the metadata service', url: () => 'http://169.254.169.254' },
    { name: 'the metadata service of IPv6', url: () => 'http://[fd00:ec2::254]' },
    { name: 'the metadata service by name', url: () => 'http://metadata.google.internal' },
    { name: 'the task metadata service', url: () => 'http://169.254.170.2' },
    { name: 'the API server', url: () => 'https://kubernetes.default.svc' },
    { name: 'a service of the cluster', url: () => 'http://vault.vault.svc.cluster.local:8200' },
    { name: 'a service of the cluster in short', url: () => 'http://vault:8200' },
    { name: 'a service of the cluster in capitals', url: () => 'http://VAULT.VAULT.SVC.:8200' },
    { name: 'a private network', url: () => 'http://10.0.0.1' },
    { name: 'another private network', url: () => 'http://172.20.0.1' },
    { name: 'the carrier network', url: () => 'http://100.100.100.200' },
  ];
  test.each(addresses)('$name', async ({ url }) => {
    const fault = await visit(url(new URL(cupboard.url).port));
    expect(fault).toMatchObject({ code: 'ADDRESS_REFUSED', exitStatus: 1 });
    const { says, hint, place } = fault as EsrError;
    expect(says).toContain('SecretStore shop/mine, key "key": a store of the input may not connect to ');
    expect(place).toMatchObject({ field: 'spec.data[0].remoteRef.key', object: { name: 'app' } });
    expect(`${says} ${hint}`).not.toContain(marked);
  });

  test('while none of them was asked', () => {
    expect(cupboard.calls).toEqual([]);
  });
});

// Every field of the real providers and generators that names a server.
describe('no field of a document of the application leads inside', () => {
  const own = { name: 'own', key: 'k' };
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const inside = (server: string) => server.replace('http://127.0.0.1', 'https://127.0.0.1');
  const principal = { authSecretRef: { clientId: own, clientSecret: own }, tenantId: 't' };
  const azure = (vaultUrl: string, more: object = {}) => ({
    azurekv: { authType: 'ServicePrincipal', vaultUrl, ...principal, ...more },
  });
  const token = { tokenSecretRef: own };
  const vault = (server: string) => ({ server, path: 'secret', version: 'v2', auth: token });
  const scope = { projectSlug: 'p', environmentSlug: 'e' };

  const stores: readonly (readonly [string, (server: string) => object])[] = [
    ['vault.server', (server) => ({ vault: vault(server) })],
    ['openBao.server', (server) => ({ openBao: vault(server) })],
    ['webhook.url', (server) => ({ webhook: { url: `${server}/{{ .remoteRef.key }}` } })],
    [
      'webhook.url, with the key for its host',
      (server) => ({ webhook: { url: server.replace('127.0.0.1', '{{ .remoteRef.key }}') } }),
    ],
    ['kubernetes.server.url', (url) => ({ kubernetes: { server: { url }, auth: { token: { bearerToken: own } } } })],
    ['gitlab.url', (url) => ({ gitlab: { url, projectID: '1', auth: { SecretRef: { accessToken: own } } } })],
    [
      'infisical.hostAPI',
      (hostAPI) => ({
        infisical: {
          hostAPI,
          secretsScope: scope,
          auth: { universalAuthCredentials: { clientId: own, clientSecret: own } },
        },
      }),
    ],
    [
      'infisical.hostAPI, with a token',
      (hostAPI) => ({
        infisical: { hostAPI, secretsScope: scope, auth: { tokenAuthCredentials: { accessToken: own } } },
      }),
    ],
    [
      'onepassword.connectHost',
      (connectHost) => ({
        onepassword: { connectHost, vaults: { v: 1 }, auth: { secretRef: { connectTokenSecretRef: own } } },
      }),
    ],
    [
      'bitwardensecretsmanager.bitwardenServerSDKURL',
      (server) => ({
        bitwardensecretsmanager: {
          bitwardenServerSDKURL: inside(server),
          organizationID: 'o',
          projectID: 'p',
          caProvider: { type: 'Secret', name: 'ca', key: 'ca.crt' },
          auth: { secretRef: { credentials: own } },
        },
      }),
    ],
    [
      'azurekv.customCloudConfig',
      (server) =>
        azure('https://x.vault.example.com', {
          useAzureSDK: true,
          environmentType: 'AzureStackCloud',
          customCloudConfig: { activeDirectoryEndpoint: inside(server), keyVaultEndpoint: 'https://vault.example.com' },
        }),
    ],
  ];
  const generators: readonly (readonly [string, string, (server: string) => object])[] = [
    ['Webhook', 'url', (url) => ({ url, result: {} })],
    ['Grafana', 'url', (url) => ({ url, auth: { token: own }, serviceAccount: { name: 'a', role: 'Viewer' } })],
    [
      'GitlabDeployToken',
      'url',
      (url) => ({ url, projectID: '1', name: 'n', scopes: ['read_registry'], auth: { token: { secretRef: own } } }),
    ],
    [
      'GithubAccessToken',
      'url',
      (url) => ({ url, appID: '1', installID: '2', auth: { privateKey: { secretRef: { name: 'own', key: 'pem' } } } }),
    ],
    [
      'BeyondtrustWorkloadCredentialsDynamicSecret',
      'provider.server.apiUrl',
      (server) => ({
        provider: {
          auth: { apikey: { token: own } },
          server: { apiUrl: inside(server), siteId: '3f0c8f60-5f0c-4f0c-8f60-0123456789ab' },
          folderPath: 'a/b',
        },
      }),
    ],
    ['VaultDynamicSecret', 'provider.server', (server) => ({ path: 'db/creds/x', provider: { server, auth: token } })],
  ];
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own', namespace: 'shop' }, stringData: { k: 'token', pem } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'ca', namespace: 'shop' },
      stringData: { 'ca.crt': certificate().cert },
    },
  ];

  async function refusal(documents: readonly object[]) {
    const run = testRun({
      purpose: 'generate',
      application,
      config: { random: 'allow', limits: { requestTimeoutMs: 500 } },
    });
    const input = [...objects, ...documents].map((each) => JSON.stringify(each)).join('\n---\n');
    try {
      const fetched = await fetchAll(await planText({ input }, run), run, { env: {} });
      const outcomes = [...fetched.values()].flatMap(({ data, dataFrom }) => [...data, ...dataFrom]);
      return outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.error : outcome));
    } catch (thrown) {
      return faultsOf(thrown)?.map((fault) => fault) ?? [thrown];
    }
  }
  const external = (spec: object) => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'app', namespace: 'shop' },
    spec,
  });

  test.each(stores)('%s', async (_field, provider) => {
    const before = cupboard.calls.length;
    const store = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'mine', namespace: 'shop' },
      spec: { provider: provider(cupboard.url) },
    };
    const remoteRef = { key: '127.0.0.1', property: 'p' };
    const reader = external({ secretStoreRef: { name: 'mine' }, data: [{ secretKey: 'k', remoteRef }] });
    expect(await refusal([store, reader])).toMatchObject([{ code: 'ADDRESS_REFUSED' }]);
    expect(cupboard.calls).toHaveLength(before);
  });

  test.each(generators)('%s %s', async (kind, _field, spec) => {
    const before = cupboard.calls.length;
    const apiVersion = 'generators.external-secrets.io/v1alpha1';
    const generator = { apiVersion, kind, metadata: { name: 'mine', namespace: 'shop' }, spec: spec(cupboard.url) };
    const generatorRef = { apiVersion, kind, name: 'mine' };
    const found = await refusal([generator, external({ dataFrom: [{ sourceRef: { generatorRef } }] })]);
    expect(found).toMatchObject([{ code: 'ADDRESS_REFUSED' }]);
    expect(cupboard.calls).toHaveLength(before);
  });
});

// A trusted store may be handed its credentials by the application's namespace. What such a credential says of servers and
// files is the application's word.
describe('a credential of the application leads a trusted store nowhere inside', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const kubeconfig = (server: string) => ({
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'm', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'm',
  });
  const serviceAccount = (server: string) => ({
    type: 'service_account',
    client_email: 'a@b.iam.gserviceaccount.com',
    private_key: pem,
    token_uri: server,
  });
  const external = (source: object) => ({
    type: 'external_account',
    audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: 'https://sts.googleapis.com/v1/token',
    credential_source: source,
  });
  const cluster = (provider: object) =>
    `apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: shared}\nspec: ${JSON.stringify({ provider })}\n`;
  const object = (kind: string, data: object) =>
    `---\n${JSON.stringify({ apiVersion: 'v1', kind, metadata: { name: 'own', namespace: 'shop' }, ...data })}\n`;
  const inSecret = (value: object | string) =>
    object('Secret', { stringData: { k: typeof value === 'string' ? value : JSON.stringify(value) } });
  const own = { name: 'own', key: 'k' };
  const gcp = (auth: object) => ({ gcpsm: { projectID: 'p', auth } });
  const federated = gcp({ workloadIdentityFederation: { credConfig: { name: 'own', key: 'k' } } });
  const metadata = 'http://169.254.169.254/latest';
  const proof = {
    environment_id: 'aws1',
    url: `${metadata}/meta-data/iam/security-credentials`,
    region_url: `${metadata}/meta-data/placement/availability-zone`,
  };
  const infisical = (auth: object) => ({
    infisical: {
      auth,
      hostAPI: 'https://infisical.example.com',
      secretsScope: { projectSlug: 'p', environmentSlug: 'e' },
    },
  });

  const brought: readonly { name: string; provider: object; input: (server: string) => string; code: string }[] = [
    {
      name: 'the server of a kubeconfig',
      provider: { kubernetes: { authRef: own, remoteNamespace: 'x' } },
      input: (server) => inSecret(kubeconfig(server)),
      code: 'ADDRESS_REFUSED',
    },
    {
      name: 'the server of a kubeconfig, by its name in the cluster',
      provider: { kubernetes: { authRef: own, remoteNamespace: 'x' } },
      input: () => inSecret(kubeconfig('http://kubernetes.default.svc')),
      code: 'ADDRESS_REFUSED',
    },
    {
      name: 'a program of a kubeconfig',
      provider: { kubernetes: { authRef: own, remoteNamespace: 'x' } },
      input: (server) => inSecret({ ...kubeconfig(server), users: [{ name: 'u', user: { exec: { command: 'id' } } }] }),
      code: 'KUBERNETES_KUBECONFIG',
    },
    {
      name: 'a token file of a kubeconfig',
      provider: { kubernetes: { authRef: own, remoteNamespace: 'x' } },
      input: (server) =>
        inSecret({ ...kubeconfig(server), users: [{ name: 'u', user: { tokenFile: '/etc/passwd' } }] }),
      code: 'KUBERNETES_KUBECONFIG',
    },
    {
      name: 'the token_uri of a key of Google',
      provider: gcp({ secretRef: { secretAccessKeySecretRef: own } }),
      input: (server) => inSecret(serviceAccount(server)),
      code: 'ADDRESS_REFUSED',
    },
    {
      name: 'a file in a federation of Google',
      provider: federated,
      input: () => object('ConfigMap', { data: { k: JSON.stringify(external({ file: '/etc/passwd' })) } }),
      code: 'GCP_FEDERATION',
    },
    {
      name: "the machine's AWS identity in a federation of Google",
      provider: federated,
      input: () => object('ConfigMap', { data: { k: JSON.stringify(external(proof)) } }),
      code: 'GCP_FEDERATION',
    },
    {
      name: 'a token file for Infisical',
      provider: infisical({ kubernetesAuthCredentials: { identityId: own, serviceAccountTokenPath: own } }),
      input: () => inSecret('/etc/passwd'),
      code: 'AMBIENT_REFUSED',
    },
    {
      name: 'a key file for Infisical',
      provider: infisical({ gcpIamAuthCredentials: { identityId: own, serviceAccountKeyFilePath: own } }),
      input: () => inSecret('/etc/passwd'),
      code: 'AMBIENT_REFUSED',
    },
  ];

  async function read(provider: object, more: string, from: 'input' | 'platform') {
    const run = testRun({ purpose: 'generate', application, config: { limits: { requestTimeoutMs: 500 } } });
    const reader = wants(reads('key', 'shared'));
    const texts =
      from === 'input'
        ? { platform: cluster(provider), input: more.slice(4) + reader }
        : { platform: cluster(provider) + more, input: reader };
    const fetched = await fetchAll(await planText(texts, run), run, { env: {} });
    const [outcome] = [...fetched.values()].flatMap(({ data }) => data);
    return outcome?.kind === 'failed' ? outcome.error : undefined;
  }

  test.each(brought)('$name', async ({ provider, input, code }) => {
    const before = cupboard.calls.length;
    expect(await read(provider, input(cupboard.url), 'input')).toMatchObject({ code });
    expect(cupboard.calls).toHaveLength(before);
  });

  test('while the same of the platform is its own affair', async () => {
    const [row] = brought;
    const fault = await read(row?.provider ?? {}, row?.input(cupboard.url) ?? '', 'platform');
    expect(fault?.code).not.toBe('ADDRESS_REFUSED');
  });
});

describe('the same address', () => {
  test('is open to a store of the platform', async () => {
    expect(await visit(cupboard.url, 'platform')).toBe(marked);
  });
  test('is open where input stores are allowed', async () => {
    expect(await visit(cupboard.url, 'input', { policy: { inputStores: 'allow' } })).toBe(marked);
  });
});
