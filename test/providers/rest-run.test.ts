import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BitwardenFake } from '../fakes/bitwarden.ts';
import { DopplerFake } from '../fakes/doppler.ts';
import { GitlabFake } from '../fakes/gitlab.ts';
import { InfisicalFake } from '../fakes/infisical.ts';
import { KubernetesFake } from '../fakes/kubernetes.ts';
import type { FaultReach, LoopbackFault } from '../fakes/loopback.ts';
import { OnepasswordFake } from '../fakes/onepassword.ts';
import { WebhookFake } from '../fakes/webhook.ts';
import { certificate } from '../support/certificate.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

// The whole command against each REST service: what users are told when it goes wrong, and that no value is among it.

/** A service with three secrets, `value-0` to `value-2`, whose values are marked. */
interface Service {
  /** `spec.provider` of a store in it. */
  readonly provider: object;
  /** Data of the Secret `shop/creds` that the store refers to. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly property?: string;
  fail(fault: LoopbackFault, reach?: FaultReach): void;
  calls(): number;
  close(): Promise<void>;
}

const marked = (index: number) => `marked-value-${index}`;
const names = [0, 1, 2];
const key = (name: string) => ({ name: 'creds', key: name });
const caOf = () => Buffer.from(certificate().cert).toString('base64');

const services: Readonly<Record<string, () => Promise<Service>>> = {
  async kubernetes() {
    const fake = await KubernetesFake.start();
    for (const index of names) fake.seed({ name: `value-${index}`, namespace: 'remote', data: { v: marked(index) } });
    const auth = { token: { bearerToken: key('token') } };
    const provider = { kubernetes: { remoteNamespace: 'remote', server: { url: fake.url }, auth } };
    return { ...running(fake), provider, credentials: { token: fake.token ?? '' }, property: 'v' };
  },
  async webhook() {
    const fake = await WebhookFake.start(
      names.map((index) => ({
        method: 'GET',
        path: `/value-${index}`,
        status: 200,
        body: `{"v": "${marked(index)}"}`,
      })),
    );
    const provider = { webhook: { url: `${fake.url}/{{ .remoteRef.key }}`, result: { jsonPath: '$.v' } } };
    return { ...running(fake), provider, credentials: {} };
  },
  async gitlab() {
    const fake = await GitlabFake.start();
    // Its names have no hyphens.
    for (const index of names) fake.seed('projects/7', { key: `value_${index}`, value: marked(index) });
    const auth = { SecretRef: { accessToken: key('token') } };
    const provider = { gitlab: { url: fake.url, projectID: '7', auth } };
    return { ...running(fake), provider, credentials: { token: fake.token } };
  },
  async doppler() {
    const fake = await DopplerFake.start();
    for (const index of names) fake.secrets.set(`value-${index}`, marked(index));
    const provider = { doppler: { auth: { secretRef: { dopplerToken: key('token') } } } };
    return { ...running(fake), provider, credentials: { token: fake.token }, env: { DOPPLER_BASE_URL: fake.url } };
  },
  async bitwardensecretsmanager() {
    const fake = await BitwardenFake.start(certificate());
    const project = 'bbbbbbbb-0000-4000-8000-000000000000';
    for (const index of names) {
      fake.secrets.push({
        id: `cccccccc-0000-4000-8000-00000000000${index}`,
        key: `value-${index}`,
        value: marked(index),
        project,
      });
    }
    const provider = {
      bitwardensecretsmanager: {
        bitwardenServerSDKURL: fake.url,
        caBundle: certificate().cert,
        organizationID: fake.organisation,
        projectID: project,
        auth: { secretRef: { credentials: key('token') } },
      },
    };
    return { ...running(fake), provider, credentials: { token: fake.token } };
  },
  async onepassword() {
    const fake = await OnepasswordFake.start();
    for (const index of names)
      fake.seed('main', { title: `value-${index}`, fields: [{ label: 'password', value: marked(index) }] });
    const auth = { secretRef: { connectTokenSecretRef: key('token') } };
    const provider = { onepassword: { connectHost: fake.url, vaults: { main: 1 }, auth } };
    return { ...running(fake), provider, credentials: { token: fake.token } };
  },
  async infisical() {
    const fake = await InfisicalFake.start();
    for (const index of names) fake.secrets.push({ key: `value-${index}`, value: marked(index) });
    const auth = { universalAuthCredentials: { clientId: key('id'), clientSecret: key('secret') } };
    const secretsScope = { projectSlug: 'shop', environmentSlug: 'prod' };
    const provider = { infisical: { hostAPI: fake.url, auth, secretsScope } };
    return { ...running(fake), provider, credentials: { id: 'the-client', secret: 'client-secret-of-the-test' } };
  },
};

interface Fake {
  readonly calls: readonly string[];
  fail(fault: LoopbackFault, reach?: FaultReach): void;
  close(): Promise<void>;
}

function running(fake: Fake): Pick<Service, 'fail' | 'calls' | 'close'> {
  return { fail: (fault, reach) => fake.fail(fault, reach), calls: () => fake.calls.length, close: () => fake.close() };
}

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rest-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function manifests(
  { provider, credentials, property }: Service,
  { secrets = 2, entries = 3, distinct = 3 } = {},
): string {
  const remoteRef = (index: number) => ({ key: `value-${index}`, ...(property === undefined ? {} : { property }) });
  const documents: object[] = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds', namespace: 'shop' }, stringData: credentials },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'remote', namespace: 'shop' },
      spec: { retrySettings: { maxRetries: 2, retryInterval: '10ms' }, provider },
    },
    ...Array.from({ length: secrets }, (_, secret) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: `app-${secret}`, namespace: 'shop' },
      spec: {
        secretStoreRef: { name: 'remote' },
        data: Array.from({ length: entries }, (_none, entry) => ({
          secretKey: `k${entry}`,
          remoteRef: remoteRef((secret * entries + entry) % distinct),
        })),
      },
    })),
  ];
  return documents.map((document) => JSON.stringify(document)).join('\n---\n');
}

async function generate(service: Service, input = manifests(service)): ReturnType<typeof runEsr> {
  const file = path.join(folder, 'config.yaml');
  await writeFile(
    file,
    'apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\n' +
      'policy: {inputStores: allow, namespaces: allow}\nlimits: {timeout: 4s, requestTimeout: 300ms}\n',
  );
  const env = service.env ?? {};
  return await withEnvironment(env, () => runEsr(['generate', '--config', file, '-'], { stdin: input, env }));
}

const each = Object.entries(services).map(([name, start]) => ({ name, start }));

describe('calls', () => {
  test.each(each)('$name: 60 references over 3 values read each once', async ({ name, start }) => {
    const service = await start();
    const { status, stdout, stderr } = await generate(
      service,
      manifests(service, { secrets: 20, entries: 3, distinct: 3 }),
    );
    await service.close();
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/"name": ?"app-\d+"|name: app-\d+/g)?.length).toBe(20);
    for (const index of names) expect(stdout).toContain(Buffer.from(marked(index)).toString('base64'));
    const calls = { doppler: 1, bitwardensecretsmanager: 4, onepassword: 7, infisical: 5 }[name] ?? 3;
    expect(service.calls()).toBe(calls);
  });
});

describe('faults', () => {
  const kinds: { fault: string; make: LoopbackFault; code: RegExp }[] = [
    { fault: 'denied', make: { kind: 'status', status: 403 }, code: /STORE_REFUSED|STORE_CREDENTIALS/ },
    { fault: 'expired', make: { kind: 'status', status: 401 }, code: /STORE_CREDENTIALS/ },
    { fault: 'throttled to the end', make: { kind: 'status', status: 429 }, code: /STORE_THROTTLED/ },
    { fault: '500 throughout', make: { kind: 'status', status: 500 }, code: /STORE_FAILED/ },
    { fault: 'a hang', make: { kind: 'hang' }, code: /STORE_TIMEOUT/ },
    { fault: 'half a body', make: { kind: 'half body' }, code: /STORE_UNREACHABLE/ },
    { fault: 'a body that stalls', make: { kind: 'stalled body' }, code: /STORE_TIMEOUT/ },
    { fault: 'a broken connection', make: { kind: 'reset' }, code: /STORE_UNREACHABLE/ },
    { fault: 'no JSON', make: { kind: 'garbage' }, code: /STORE_ANSWER|WEBHOOK_NOT_JSON/ },
  ];
  const rows = each.flatMap((service) => kinds.map((kind) => ({ ...service, ...kind })));

  test.each(rows)(
    '$name, $fault: nothing printed, every reference told, no value',
    async ({ name, start, make, code }) => {
      const service = await start();
      service.fail(make);
      const result = await generate(service);
      await service.close();
      expect([result.status, result.stdout]).toEqual([name === 'webhook' && make.kind === 'garbage' ? 1 : 3, '']);
      expect(result.stderr).toMatch(code);
      tellsAll(result.stderr, service);
    },
  );

  test.each(each)('$name: throttled twice, then an answer', async ({ start }) => {
    const service = await start();
    service.fail({ kind: 'status', status: 429, headers: { 'retry-after': '0' } }, { times: 2 });
    const { status, stderr } = await generate(service);
    await service.close();
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(each)('$name: what does not exist is told with its key', async ({ start }) => {
    const service = await start();
    const { status, stdout, stderr } = await generate(
      service,
      manifests(service, { secrets: 1, entries: 4, distinct: 4 }),
    );
    await service.close();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/"value[-_]3"/);
    expect(stderr).toMatch(/hint:/);
    expect(stderr).not.toContain('"value-1"');
    expect(stderr).not.toMatch(/marked|of-the-test/);
  });

  test.each(each)('$name: a closed port', async ({ start }) => {
    const service = await start();
    await service.close();
    const { status, stdout, stderr } = await generate(service);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/STORE_UNREACHABLE/);
    tellsAll(stderr, service);
  });

  const untrusted = ['kubernetes', 'webhook', 'gitlab', 'onepassword', 'infisical', 'doppler'].map((name) => ({
    name,
  }));
  test.each(untrusted)('$name: a certificate that nobody vouches for', async ({ name }) => {
    const server = await WebhookFake.start([], certificate());
    const service = await (services[name] as () => Promise<Service>)();
    await service.close();
    const plain = /http:\/\/127\.0\.0\.1:\d+/g;
    const there = (text: string) => text.replace(plain, server.url);
    const env = Object.fromEntries(
      Object.entries(service.env ?? {}).map(([variable, value]) => [variable, there(value)]),
    );
    const { status, stdout, stderr } = await generate({ ...service, env }, there(manifests(service)));
    await server.close();
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/STORE_CERTIFICATE/);
    tellsAll(stderr, service);
  });

  const withCa = ['webhook', 'gitlab', 'infisical'].map((name) => ({ name }));
  test.each(withCa)('$name: a certificate that caBundle vouches for', async ({ name }) => {
    const server = await WebhookFake.start(
      [{ method: 'GET', path: '/value-0', status: 200, body: '{"v": "x"}' }],
      certificate(),
    );
    const service = await (services[name] as () => Promise<Service>)();
    await service.close();
    const input = manifests(
      { ...service, provider: withBundle(service.provider, name) },
      { secrets: 1, entries: 1, distinct: 1 },
    );
    const { stderr } = await generate(service, input.replace(/http:\/\/127\.0\.0\.1:\d+/g, server.url));
    expect(server.calls.length).toBeGreaterThan(0);
    await server.close();
    expect(stderr).not.toMatch(/STORE_CERTIFICATE/);
  });
});

describe('a store of another provider', () => {
  test.each(['akeyless', 'conjur', 'oracle', 'pulumi'])('%s is named, with what is supported', async (name) => {
    const service = { ...(await unused()), provider: { [name]: { something: 1 } } };
    const { status, stdout, stderr } = await generate(
      service,
      manifests(service, { secrets: 1, entries: 1, distinct: 1 }),
    );
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`provider "${name}" is not supported`);
    for (const supported of ['aws', 'kubernetes', 'onepassword', 'onepasswordSDK', 'webhook'])
      expect(stderr).toContain(supported);
  });
});

async function unused(): Promise<Service> {
  return { provider: {}, credentials: {}, fail: () => undefined, calls: () => 0, close: () => Promise.resolve() };
}

function withBundle(provider: object, name: string): object {
  return { [name]: { ...(provider as Record<string, object>)[name], caBundle: caOf() } };
}

function tellsAll(stderr: string, { credentials }: Service): void {
  for (const word of ['SecretStore shop/remote', 'hint:', 'app-0', 'app-1']) expect(stderr).toContain(word);
  for (const index of names) expect(stderr).toMatch(new RegExp(`"value[-_]${index}"`));
  expect(stderr).not.toMatch(/marked|of-the-test/);
  for (const credential of Object.values(credentials))
    if (credential.length > 10) expect(stderr).not.toContain(credential);
}
