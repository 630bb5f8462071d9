import { accesses } from '../../plugin/providers/access-registry.ts';
import { countCalls } from '../../plugin/providers/count-calls.ts';
import { providers } from '../../plugin/providers/registry.ts';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { BitwardenFake } from '../fakes/bitwarden.ts';
import { DopplerFake } from '../fakes/doppler.ts';
import { GcpFake } from '../fakes/gcp/gcp-fake.ts';
import { GitlabFake } from '../fakes/gitlab.ts';
import { InfisicalFake } from '../fakes/infisical.ts';
import { OnepasswordFake } from '../fakes/onepassword.ts';
import { OnepasswordCore } from '../fakes/onepassword-core.ts';
import { json } from '../fakes/vault/fields.ts';
import { appRole } from '../fakes/vault/logins.ts';
import type { Fields } from '../fakes/vault/request.ts';
import { VaultFake } from '../fakes/vault/vault-fake.ts';
import { WebhookFake } from '../fakes/webhook.ts';
import { certificate } from '../support/certificate.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

// What `esr plan` says of calls, against what a render does at each service.

/** Stands in for the compiled part of 1Password's SDK. */
let mockCore: OnepasswordCore | undefined;

jest.mock('@1password/sdk-core', () => ({
  ...jest.requireActual('@1password/sdk-core'),
  init_client: (config: string) => mockCore?.initClient(config),
  invoke: (config: string) => mockCore?.invoke(config),
  release_client: () => undefined,
}));

interface Service {
  readonly provider: object;
  /** Of further stores. */
  readonly others?: readonly object[];
  readonly credentials?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The calls that were made. */
  calls(): readonly string[];
  close(): Promise<void>;
}

/** How calls are named: the first expression that fits. */
type Names = readonly (readonly [RegExp, string])[];

interface Row {
  readonly name: string;
  start(): Promise<Service>;
  readonly names: Names;
  /** Items of `data` and `dataFrom`, as YAML flow. */
  readonly data?: readonly string[];
  readonly dataFrom?: readonly string[];
  /** Items of `data` from each of the further stores. */
  readonly fromOthers?: readonly string[];
  /** Exactly, where it is not open how many there are. */
  readonly want: Readonly<Record<string, number | 'some'>>;
}

const key = (name: string) => ({ name: 'creds', key: name });
const value = (remote: string, more = '') => `{secretKey: K, remoteRef: {key: ${remote}${more}}}`;
const find = (query = 'name: {regexp: .*}') => `{find: {${query}}}`;
const extract = (remote: string, more = '') => `{extract: {key: ${remote}${more}}}`;

const download: Names = [
  [/^POST \/v3\/auth\/oidc/, 'POST auth/oidc'],
  [/download/, 'GET configs/config/secrets/download'],
];
async function doppler(): Promise<Service> {
  const fake = await DopplerFake.start();
  for (let index = 0; index < 60; index += 1) fake.secrets.set(`V${index}`, 'v');
  const provider = { doppler: { auth: { secretRef: { dopplerToken: key('token') } } } };
  return { ...fakeOf(fake), provider, credentials: { token: fake.token }, env: { DOPPLER_BASE_URL: fake.url } };
}

const variables: Names = [
  [/\/variables\/[^?]/, 'GET variable'],
  [/\/variables/, 'GET variables'],
  [/\/groups\?/, 'GET groups'],
];
const gitlab = (more: object) => async (): Promise<Service> => {
  const fake = await GitlabFake.start();
  fake.seed('projects/7', { key: 'A', value: 'a', scope: 'prod' }, { key: 'B', value: 'b' });
  fake.seed('groups/8', { key: 'C', value: 'c' });
  fake.above.set('projects/7', [{ id: 8, full_path: 'g' }]);
  const provider = { gitlab: { url: fake.url, auth: { SecretRef: { accessToken: key('token') } }, ...more } };
  return { ...fakeOf(fake), provider, credentials: { token: fake.token } };
};

const rest: Names = [
  [/\/secrets$/, 'GET secrets'],
  [/\/secret$/, 'GET secret'],
];
const id = (index: number) => `cccccccc-0000-4000-8000-00000000000${index}`;
async function bitwarden(): Promise<Service> {
  const fake = await BitwardenFake.start(certificate());
  const project = 'bbbbbbbb-0000-4000-8000-000000000000';
  for (const index of [0, 1]) fake.secrets.push({ id: id(index), key: `v${index}`, value: 'v', project });
  const provider = {
    bitwardensecretsmanager: {
      bitwardenServerSDKURL: fake.url,
      caBundle: certificate().cert,
      organizationID: fake.organisation,
      projectID: project,
      auth: { secretRef: { credentials: key('token') } },
    },
  };
  return { ...fakeOf(fake), provider, credentials: { token: fake.token } };
}

const infisicalCalls: Names = [
  [/\/login$/, 'POST auth/login'],
  [/revoke$/, 'POST auth/token/revoke'],
  [/\/raw\/[^?]/, 'GET secret'],
  [/\/raw/, 'GET secrets'],
];
const infisical = (auth: 'universal' | 'token') => async (): Promise<Service> => {
  const fake = await InfisicalFake.start();
  fake.secrets.push({ key: 'a', value: 'a' }, { key: 'b', value: 'b', path: '/team' });
  fake.tokens.add('made-before');
  const provider = {
    infisical: {
      hostAPI: fake.url,
      secretsScope: { projectSlug: 'shop', environmentSlug: 'prod' },
      auth:
        auth === 'token'
          ? { tokenAuthCredentials: { accessToken: key('made') } }
          : { universalAuthCredentials: { clientId: key('id'), clientSecret: key('secret') } },
    },
  };
  const credentials = { made: 'made-before', id: 'the-client', secret: 'client-secret-of-the-test' };
  return { ...fakeOf(fake), provider, credentials };
};

const connectCalls: Names = [
  [/\/files\//, 'GET file'],
  [/\/items\/[^?]/, 'GET item'],
  [/\/items/, 'GET items'],
  [/\/vaults\/[^?]/, 'GET vault'],
  [/\/vaults/, 'GET vaults'],
];
const onepassword = (vaults: object) => async (): Promise<Service> => {
  const fake = await OnepasswordFake.start();
  fake.seed('main', {
    title: 'one',
    fields: [
      { label: 'password', value: 'p' },
      { label: 'user', value: 'u' },
    ],
  });
  fake.seed('main', { title: 'two', fields: [{ label: 'password', value: 'p' }], files: { f: 'content' } });
  fake.vaults.set('other', []);
  const auth = { secretRef: { connectTokenSecretRef: key('token') } };
  const provider = { onepassword: { connectHost: fake.url, vaults, auth } };
  return { ...fakeOf(fake), provider, credentials: { token: fake.token } };
};

const sdkCalls: Names = [
  [/sign-in/, 'sign-in'],
  [/SecretsResolveAll/, 'secrets.resolveAll'],
  [/VaultsList/, 'vaults.list'],
  [/ItemsList/, 'items.list'],
  [/ItemsGet/, 'items.get'],
  [/ItemsFilesRead/, 'items.files.read'],
  [/Environments/, 'environments.getVariables'],
];
const onepasswordSdk = (scope: object) => async (): Promise<Service> => {
  const core = await OnepasswordCore.start();
  mockCore = core;
  core.vaults.set('main', [{ title: 'one', fields: [['password', 'p']], files: { f: Buffer.from('x') } }]);
  core.references.set('op://main/one/password', { secret: 'p' });
  core.references.set('op://main/one/user', { secret: 'u' });
  core.environments.set('env', [['A', 'a']]);
  const provider = { onepasswordSDK: { auth: { serviceAccountSecretRef: key('token') }, ...scope } };
  return { ...fakeOf(core), provider, credentials: { token: core.token } };
};

const webhook =
  (template: string, more: object = {}) =>
  async (): Promise<Service> => {
    const fake = await WebhookFake.start(
      ['/a', '/b', '/all'].map((path) => ({ method: 'GET', path, status: 200, body: '{"v": "x", "w": "y"}' })),
    );
    const provider = { webhook: { url: `${fake.url}${template}`, result: { jsonPath: '$.v' }, ...more } };
    return { ...fakeOf(fake), provider };
  };
const anyGet: Names = [[/^GET /, 'GET HOST']];

const awsCalls: Names = [
  [/^sts\.(.*)/, 'sts:$1'],
  [/^secretsmanager\.(.*)/, 'secretsmanager:$1'],
  [/^ssm\.(.*)/, 'ssm:$1'],
];
const aws =
  (fields: object, other: object = fields) =>
  async (): Promise<Service> => {
    const fake = await AwsFake.start();
    fake.secrets.seed([
      { name: 'a', SecretString: 'v' },
      { name: 'b', SecretString: 'v' },
    ]);
    fake.parameters.seed([{ name: 'p', type: 'String', value: 'v' }]);
    const region = { region: 'us-east-1' };
    return {
      ...fakeOf(fake),
      provider: { aws: { service: 'SecretsManager', ...region, ...fields } },
      others: [{ aws: { service: 'ParameterStore', ...region, ...other } }],
      env: { ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' },
    };
  };
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const vaultCalls: Names = [
  [/\/login/, 'login'],
  [/revoke-self/, 'revoke'],
  [/^GET /, 'read'],
];
const vault =
  (other: object = {}, auth: 'appRole' | 'token' = 'appRole') =>
  async (): Promise<Service> => {
    const fake = await VaultFake.start();
    fake.signIn('approle', appRole({ 'role-1': ['secret-id-1'] }));
    fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, 'hvs.token');
    fake.tokens.policies.set('reader', [{ path: '*', capabilities: ['read', 'list'] }]);
    for (const mount of ['one', 'two']) fake.kv2(mount).write('a', json({ v: 'x' }) as Fields);
    const method =
      auth === 'token'
        ? { tokenSecretRef: key('token') }
        : { appRole: { path: 'approle', roleId: 'role-1', secretRef: key('id') } };
    const fields = { server: fake.url, version: 'v2', auth: method };
    return {
      calls: () => fake.requests.map(({ call }) => call),
      close: () => fake.close(),
      provider: { vault: { ...fields, path: 'one' } },
      others: [{ vault: { ...fields, path: 'two', ...other } }],
      credentials: { id: 'secret-id-1', token: 'hvs.token' },
    };
  };

const gcpCalls: Names = [
  [/AccessSecretVersion/, 'AccessSecretVersion'],
  [/token/i, 'token'],
];
const gcp =
  (keys: readonly [string, string] = ['key', 'key']) =>
  async (): Promise<Service> => {
    const fake = await GcpFake.start();
    for (const project of ['p1', 'p2']) fake.secrets.seed([{ project, name: 'a', versions: [{ data: 'v' }] }]);
    const store = (projectID: string, name: string) => ({
      gcpsm: { projectID, auth: { secretRef: { secretAccessKeySecretRef: key(name) } } },
    });
    return {
      calls: () => [...fake.tokenCalls, ...fake.calls],
      close: () => fake.close(),
      provider: store('p1', keys[0]),
      others: [store('p2', keys[1])],
      credentials: { key: fake.tokens.keyJson(fake.url), other: fake.tokens.keyJson(fake.url) },
      env: fake.environment,
    };
  };

function fakeOf(fake: { readonly calls: readonly string[]; close(): Promise<void> }): Pick<Service, 'calls' | 'close'> {
  return { calls: () => fake.calls, close: () => fake.close() };
}

const rows: readonly Row[] = [
  {
    name: 'doppler: many names at once',
    start: doppler,
    names: download,
    data: Array.from({ length: 60 }, (_none, index) => value(`V${index}`)),
    want: { 'GET configs/config/secrets/download': 2 },
  },
  {
    name: 'doppler: a name twice, and a find',
    start: doppler,
    names: download,
    data: [value('V1'), value('V1', ', property: x')],
    dataFrom: [find()],
    want: { 'GET configs/config/secrets/download': 2 },
  },
  {
    name: 'gitlab: variables of a project',
    start: gitlab({ projectID: '7' }),
    names: variables,
    data: [value('A'), value('B')],
    want: { 'GET variable': 2 },
  },
  {
    name: 'gitlab: an environment, and a group',
    start: gitlab({ projectID: '7', groupIDs: ['8'], environment: 'prod' }),
    names: variables,
    data: [value('A'), value('B'), value('C')],
    want: { 'GET variable': 'some' },
  },
  {
    name: 'gitlab: a find in the groups above',
    start: gitlab({ projectID: '7', inheritFromGroups: true }),
    names: variables,
    dataFrom: [find()],
    want: { 'GET variables': 'some', 'GET groups': 'some' },
  },
  {
    name: 'bitwarden: by id',
    start: bitwarden,
    names: rest,
    data: [value(id(0)), value(id(1)), value(id(0))],
    want: { 'GET secret': 2 },
  },
  {
    name: 'bitwarden: by name',
    start: bitwarden,
    names: rest,
    data: [value('v0'), value('v1')],
    want: { 'GET secrets': 1, 'GET secret': 'some' },
  },
  {
    name: 'bitwarden: a find',
    start: bitwarden,
    names: rest,
    dataFrom: [find()],
    want: { 'GET secrets': 1, 'GET secret': 'some' },
  },
  {
    name: 'infisical: a sign-in, and secrets',
    start: infisical('universal'),
    names: infisicalCalls,
    data: [value('a'), value('/team/b')],
    dataFrom: [find()],
    want: { 'POST auth/login': 1, 'GET secret': 2, 'GET secrets': 1, 'POST auth/token/revoke': 1 },
  },
  {
    name: 'infisical: a token of its own',
    start: infisical('token'),
    names: infisicalCalls,
    data: [value('a')],
    want: { 'GET secret': 1 },
  },
  {
    name: 'onepassword: parts of items of one vault',
    start: onepassword({ main: 1 }),
    names: connectCalls,
    data: [value('one'), value('one', ', property: user'), value('two', ', property: file/f')],
    want: { 'GET vaults': 1, 'GET items': 2, 'GET item': 2, 'GET file': 'some' },
  },
  {
    name: 'onepassword: several vaults',
    start: onepassword({ other: 1, main: 2 }),
    names: connectCalls,
    data: [value('one')],
    want: { 'GET vaults': 'some', 'GET items': 'some', 'GET item': 1 },
  },
  {
    name: 'onepassword: a vault by its id, and a find',
    start: onepassword({ [OnepasswordFake.id('main')]: 1 }),
    names: connectCalls,
    dataFrom: [find('name: {regexp: ^user}')],
    want: { 'GET vault': 1, 'GET items': 1, 'GET item': 'some' },
  },
  {
    name: 'onepasswordSDK: references together',
    start: onepasswordSdk({ vault: 'main' }),
    names: sdkCalls,
    data: [value('one/password'), value('one/user')],
    want: { 'sign-in': 1, 'secrets.resolveAll': 1 },
  },
  {
    name: 'onepasswordSDK: an item',
    start: onepasswordSdk({ vault: 'main' }),
    names: sdkCalls,
    dataFrom: [extract('one'), extract('one', ', property: file/f')],
    want: { 'sign-in': 1, 'vaults.list': 1, 'items.list': 1, 'items.get': 2, 'items.files.read': 'some' },
  },
  {
    name: 'onepasswordSDK: an environment',
    start: onepasswordSdk({ environment: 'env' }),
    names: sdkCalls,
    data: [value('A')],
    want: { 'sign-in': 1, 'environments.getVariables': 1 },
  },
  {
    name: 'webhook: a request a key, whatever the property',
    start: webhook('/{{ .remoteRef.key }}'),
    names: anyGet,
    data: [value('a'), value('a', ', property: x'), value('b')],
    want: { 'GET HOST': 2 },
  },
  {
    name: 'webhook: one request for all',
    start: webhook('/all'),
    names: anyGet,
    data: [value('a'), value('b')],
    want: { 'GET HOST': 1 },
  },
  {
    name: 'webhook: a request for each property that is sent',
    start: webhook('/{{ .remoteRef.key }}', { headers: { 'X-Part': '{{ .remoteRef.property }}' } }),
    names: anyGet,
    data: [value('a'), value('a', ', property: x')],
    want: { 'GET HOST': 2 },
  },
  {
    name: 'aws: both services of one role',
    start: aws({ role: role('a') }),
    names: awsCalls,
    data: [value('a'), value('b')],
    fromOthers: [value('p')],
    want: { 'sts:AssumeRole': 1, 'secretsmanager:BatchGetSecretValue': 1, 'ssm:GetParameter': 1 },
  },
  {
    name: 'aws: a chain of roles, once for both services',
    start: aws({ additionalRoles: [role('x'), role('y')], role: role('a'), externalID: 'e' }),
    names: awsCalls,
    data: [value('a')],
    fromOthers: [value('p')],
    want: { 'sts:AssumeRole': 3, 'secretsmanager:GetSecretValue': 1, 'ssm:GetParameter': 1 },
  },
  {
    name: 'aws: two roles are two sign-ins',
    start: aws({ role: role('a') }, { role: role('b') }),
    names: awsCalls,
    data: [value('a')],
    fromOthers: [value('p')],
    want: { 'sts:AssumeRole': 2, 'secretsmanager:GetSecretValue': 1, 'ssm:GetParameter': 1 },
  },
  {
    name: 'aws: tags that name the store make two of one role',
    start: aws({ role: role('a'), sessionTagsPolicy: 'Simple' }),
    names: awsCalls,
    data: [value('a')],
    fromOthers: [value('p')],
    want: { 'sts:AssumeRole': 2, 'secretsmanager:GetSecretValue': 1, 'ssm:GetParameter': 1 },
  },
  {
    name: 'vault: two mounts of one role',
    start: vault(),
    names: vaultCalls,
    data: [value('a', ', property: v')],
    fromOthers: [value('a', ', property: v')],
    want: { login: 1, revoke: 1, read: 2 },
  },
  {
    name: 'vault: other headers are another sign-in',
    start: vault({ headers: { 'X-Team': 'a' } }),
    names: vaultCalls,
    data: [value('a', ', property: v')],
    fromOthers: [value('a', ', property: v')],
    want: { login: 2, revoke: 2, read: 2 },
  },
  {
    name: 'vault: a token of its own',
    start: vault({}, 'token'),
    names: vaultCalls,
    data: [value('a', ', property: v')],
    fromOthers: [value('a', ', property: v')],
    want: { read: 2 },
  },
  {
    name: 'gcp: two projects of one key',
    start: gcp(),
    names: gcpCalls,
    data: [value('a')],
    fromOthers: [value('a')],
    want: { token: 1, AccessSecretVersion: 2 },
  },
  {
    name: 'gcp: two keys',
    start: gcp(['key', 'other']),
    names: gcpCalls,
    data: [value('a')],
    fromOthers: [value('a')],
    want: { token: 2, AccessSecretVersion: 2 },
  },
];

describe('esr plan, calls', () => {
  test('of every provider', () => {
    expect(Object.keys(accesses).sort()).toEqual(Object.keys(providers).sort());
  });

  test.each(rows)('$name', async ({ start, names, data = [], dataFrom = [], fromOthers = [], want }) => {
    const service = await start();
    try {
      const input = manifests(service, { data, dataFrom, fromOthers });
      const plan = await runEsr(['plan', '-', '--output', 'json'], { stdin: input });
      expect({ status: plan.status, stderr: plan.stderr, calls: service.calls() }).toEqual({
        status: 0,
        stderr: '',
        calls: [],
      });
      const { stores } = JSON.parse(plan.stdout) as {
        stores: readonly { calls: readonly { name: string; count: number; atLeast?: true }[] }[];
      };
      const told = countCalls(
        stores.flatMap(({ calls }) => calls.map((call) => ({ ...call, name: named(call.name) }))),
      );
      expect(Object.fromEntries(told.map(({ name, count, atLeast }) => [name, atLeast ? 'some' : count]))).toEqual(
        want,
      );

      const env = service.env ?? {};
      const render = await withEnvironment(env, () => runEsr(['render', '-'], { stdin: input, env }));
      expect({ status: render.status, stderr: render.status === 0 ? '' : render.stderr }).toEqual({
        status: 0,
        stderr: '',
      });
      const made = new Map<string, number>();
      for (const call of service.calls()) {
        const found = names.find(([pattern]) => pattern.test(call));
        const name = found === undefined ? call : (found[0].exec(call)?.[0] ?? '').replace(...found);
        made.set(name, (made.get(name) ?? 0) + 1);
      }
      for (const { name, count, atLeast } of told) {
        const is = made.get(name) ?? 0;
        expect([name, is >= count && (atLeast === true || is === count), is]).toEqual([name, true, is]);
      }
      expect([...made.keys()].filter((name) => !told.some((call) => call.name === name))).toEqual([]);
    } finally {
      await service.close();
      mockCore = undefined;
    }
  });
});

/** A webhook's calls are named after its host. */
function named(name: string): string {
  return name.replace(/127\.0\.0\.1:\d+|localhost:\d+/, 'HOST');
}

function manifests(
  { provider, others = [], credentials = {} }: Service,
  { data, dataFrom, fromOthers }: Readonly<Record<'data' | 'dataFrom' | 'fromOthers', readonly string[]>>,
): string {
  const named = (entries: readonly string[]) =>
    entries.map((entry, index) => entry.replace('secretKey: K', `secretKey: k${index}`));
  const further = others.map(
    (other, index) => `---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s${index}, namespace: shop}
spec: {provider: ${JSON.stringify(other)}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e${index}, namespace: shop}
spec:
  secretStoreRef: {name: s${index}}
  data: [${named(fromOthers).join(', ')}]
`,
  );
  return `apiVersion: v1
kind: Secret
metadata: {name: creds, namespace: shop}
stringData: ${JSON.stringify(credentials)}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: shop}
spec: {provider: ${JSON.stringify(provider)}}
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s}
  data: [${named(data).join(', ')}]
  dataFrom: [${dataFrom.join(', ')}]
${further.join('')}`;
}
