import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AwsFake } from '../fakes/aws/aws-fake.ts';
import { type AwsRequest, listIn, textIn } from '../fakes/aws/request.ts';
import { runEsr } from '../support/run-esr.ts';
import { withEnvironment } from '../support/with-environment.ts';

let fake: AwsFake;
beforeEach(async () => {
  fake = await AwsFake.start();
  fake.secrets.seed([
    {
      name: 'production/myapp/database',
      SecretString: '{"username":"u","password":"p","host":"h","port":1,"dbname":"d"}',
    },
    { name: 'production/myapp/registry', SecretString: '{"username":"u","password":"p"}' },
    {
      name: 'team/tagged',
      SecretString: 'x',
      tags: { team: 'a' },
      versions: [{ id: 'v1', SecretString: 'y', stages: ['AWSPREVIOUS'] }],
    },
  ]);
  fake.parameters.seed([
    { name: '/production/myapp/LOG_LEVEL', type: 'String', value: 'info', tags: { team: 'a' } },
    { name: '/production/myapp/SESSION_KEY', type: 'SecureString', value: 'x' },
  ]);
});
afterEach(() => fake.close());

const example = path.join(__dirname, '..', '..', 'kustomize-example');
const read = (file: string) => readFileSync(path.join(example, file), 'utf8');

/** The example's ExternalSecrets and stores of AWS, as kustomize gives them. */
function exampleOnAws(): string {
  const stores = read('overlays/aws/stores.yaml')
    .split(/^---\n/m)
    .filter((document) => document.includes('aws:'));
  return [...['database', 'registry', 'settings'].map((name) => read(`base/${name}.yaml`)), ...stores].join('\n---\n');
}

const store = (name: string, service: string, more = '') => `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: ${name}}
spec: {provider: {aws: {service: ${service}, region: us-east-1${more}}}}
---
`;
const es = (name: string, storeName: string, spec: string) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: ${name}, namespace: shop}
spec:
  secretStoreRef: {name: ${storeName}, kind: ClusterSecretStore}
${spec}
---
`;
const data = (...refs: readonly string[]) =>
  `  data:\n${refs.map((ref, index) => `    - {secretKey: k${index}, remoteRef: ${ref}}\n`).join('')}`;
const both = store('sm', 'SecretsManager') + store('ps', 'ParameterStore');
const find = (query: string) => `  dataFrom: [{find: ${query}}]`;

const streams: readonly { readonly name: string; readonly input: () => string }[] = [
  { name: 'the example', input: exampleOnAws },
  { name: 'one secret, which needs no batch', input: () => both + es('a', 'sm', data('{key: team/tagged}')) },
  {
    name: 'a version, and tags',
    input: () =>
      both +
      es('a', 'sm', data('{key: team/tagged, version: AWSPREVIOUS}', '{key: team/tagged, metadataPolicy: Fetch}')),
  },
  {
    name: 'a prefix',
    input: () => store('sm', 'SecretsManager', ', prefix: production/myapp/') + es('a', 'sm', data('{key: registry}')),
  },
  { name: 'one parameter', input: () => both + es('a', 'ps', data('{key: /production/myapp/LOG_LEVEL}')) },
  {
    name: 'two parameters, and tags',
    input: () =>
      both +
      es(
        'a',
        'ps',
        data(
          '{key: /production/myapp/LOG_LEVEL}',
          '{key: /production/myapp/SESSION_KEY}',
          '{key: /production/myapp/LOG_LEVEL, metadataPolicy: Fetch}',
        ),
      ),
  },
  {
    name: 'a find by path in Secrets Manager',
    input: () => both + es('a', 'sm', find('{path: production/myapp, name: {regexp: .*}}')),
  },
  {
    name: 'a find by tags in Secrets Manager',
    input: () => both + es('a', 'sm', find('{path: team/, tags: {team: a}}')),
  },
];

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** `ACTION on RESOURCE`, of a policy. */
function granted(policy: string): readonly string[] {
  const { Statement: statements } = JSON.parse(policy) as { Statement: readonly Statement[] };
  return statements
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => `${action} on ${resource}`)),
    )
    .sort();
}

const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:*:secret:${name}`;
const parameterArn = (name: string) =>
  `arn:aws:ssm:us-east-1:*:parameter/${name.replace(/^\//, '').replace(/\/$/, '')}`;

/** What AWS would ask the policy for a call (its documentation of each action). */
function needed({ call, body }: AwsRequest): readonly string[] {
  const ids = listIn<string>(body, 'SecretIdList');
  const filters = listIn<{ Key: string; Values: string[] }>(body, 'Filters');
  switch (call) {
    case 'secretsmanager.GetSecretValue':
      return [`secretsmanager:GetSecretValue on ${secretArn(`${textIn(body, 'SecretId')}-??????`)}`];
    case 'secretsmanager.DescribeSecret':
      return [`secretsmanager:DescribeSecret on ${secretArn(`${textIn(body, 'SecretId')}-??????`)}`];
    case 'secretsmanager.BatchGetSecretValue': {
      const below = filters.find(({ Key }) => Key === 'name')?.Values[0] ?? '';
      return [
        'secretsmanager:BatchGetSecretValue on *',
        ...ids.map((id) => `secretsmanager:GetSecretValue on ${secretArn(`${id}-??????`)}`),
        ...(ids.length > 0
          ? []
          : ['secretsmanager:ListSecrets on *', `secretsmanager:GetSecretValue on ${secretArn(`${below}*`)}`]),
      ];
    }
    case 'ssm.GetParameter':
      return [`ssm:GetParameter on ${parameterArn(textIn(body, 'Name') ?? '')}`];
    case 'ssm.GetParameters':
      return listIn<string>(body, 'Names').map((name) => `ssm:GetParameters on ${parameterArn(name)}`);
    case 'ssm.GetParametersByPath': {
      const folder = parameterArn(textIn(body, 'Path') ?? '');
      return [`ssm:GetParametersByPath on ${folder}`, `ssm:GetParametersByPath on ${folder}/*`];
    }
    case 'ssm.ListTagsForResource':
      return [`ssm:ListTagsForResource on ${parameterArn(textIn(body, 'ResourceId') ?? '')}`];
    default:
      throw new Error(`nobody said what ${call} needs`);
  }
}

describe('esr plan --policy aws', () => {
  test.each(streams)('grants exactly what a render of $name asks for', async ({ input }) => {
    const stdin = input();
    const plan = await runEsr(['plan', '-', '--policy', 'aws'], { stdin });
    expect(plan).toMatchObject({ status: 0 });
    expect(fake.requests).toEqual([]);
    const render = await withEnvironment({ ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' }, () =>
      runEsr(['render', '-'], { stdin }),
    );
    expect({ status: render.status, stderr: render.status === 0 ? '' : render.stderr }).toEqual({
      status: 0,
      stderr: '',
    });
    const asked = [...new Set(fake.requests.flatMap(needed))].sort();
    expect(granted(plan.stdout)).toEqual(asked);
  });

  test.each(streams)('and the calls of $name are as many as it says', async ({ input }) => {
    const stdin = input();
    const { stdout } = await runEsr(['plan', '-', '--output', 'json'], { stdin });
    await withEnvironment({ ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' }, () =>
      runEsr(['render', '-'], { stdin }),
    );
    const { stores } = JSON.parse(stdout) as {
      stores: readonly { calls: readonly { name: string; count: number; atLeast?: true }[] }[];
    };
    const made = new Map<string, number>();
    for (const { call } of fake.requests) made.set(call.replace('.', ':'), (made.get(call.replace('.', ':')) ?? 0) + 1);
    const told = stores.flatMap(({ calls }) => calls);
    for (const { name, count, atLeast } of told) {
      expect([name, (made.get(name) ?? 0) >= count && (atLeast === true || made.get(name) === count)]).toEqual([
        name,
        true,
      ]);
    }
    expect([...made.keys()].filter((name) => !told.some((call) => call.name === name))).toEqual([]);
  });

  test('roles on the way are part of it', async () => {
    const stdin =
      store(
        'sm',
        'SecretsManager',
        ', role: "arn:aws:iam::1:role/r", additionalRoles: ["arn:aws:iam::1:role/s"], sessionTagsPolicy: Simple',
      ) + es('a', 'sm', data('{key: k}'));
    const { stdout } = await runEsr(['plan', '-', '--policy', 'aws'], { stdin });
    expect(granted(stdout)).toEqual([
      `secretsmanager:GetSecretValue on ${secretArn('k-??????')}`,
      'sts:AssumeRole on arn:aws:iam::1:role/r',
      'sts:AssumeRole on arn:aws:iam::1:role/s',
      'sts:TagSession on arn:aws:iam::1:role/r',
    ]);
  });
});

const others = `${store('x', 'SecretsManager').replace(/provider: .*\}/, 'provider: {vault: {server: "https://v", path: kv, auth: {appRole: {path: p, roleId: r, secretRef: {name: s, namespace: ns, key: k}}}}}}')}
${store('g', '').replace(/provider: .*\}/, 'provider: {gcpsm: {projectID: proj}}}')}
${store('z', '').replace(/provider: .*\}/, 'provider: {azurekv: {vaultUrl: "https://team.vault.azure.net", authType: ManagedIdentity}}}')}
${store('o', '').replace(/provider: .*\}/, 'provider: {openBao: {server: "https://b", auth: {tokenSecretRef: {name: s, namespace: ns, key: k}}}}}')}
${es('a', 'x', `${data('{key: app/db}', '{key: app/db, metadataPolicy: Fetch}')}  dataFrom: [{find: {path: team, name: {regexp: x}}}]`)}
${es('b', 'g', data('{key: one}', '{key: two, metadataPolicy: Fetch}'))}
${es('c', 'z', data('{key: one}', '{key: cert/two}', '{key: key/three}'))}
${es('d', 'o', data('{key: app/x}'))}
`;

describe('esr plan --policy for the others', () => {
  test.each([
    [
      'vault',
      [
        'path "kv/data/app/db" {\n  capabilities = ["read"]\n}\n',
        'path "kv/metadata/app/db" {\n  capabilities = ["read"]\n}\n',
        'path "kv/metadata/team" {\n  capabilities = ["list"]\n}\n',
        'path "kv/metadata/team/*" {\n  capabilities = ["list"]\n}\n',
        'path "kv/data/team/*" {\n  capabilities = ["read"]\n}\n',
        'path "kv/data/app/x" {\n  capabilities = ["read"]\n}\n',
      ],
    ],
    [
      'gcp',
      [
        'gcloud secrets add-iam-policy-binding one --project proj --member "$MEMBER" --role roles/secretmanager.secretAccessor\n',
        'gcloud secrets add-iam-policy-binding two --project proj --member "$MEMBER" --role roles/secretmanager.viewer\n',
      ],
    ],
    [
      'azure',
      [
        `--role 'Key Vault Secrets User' --scope "$(az keyvault show --name team --query id --output tsv)/secrets/one"\n`,
        `--role 'Key Vault Certificate User' --scope "$(az keyvault show --name team --query id --output tsv)/certificates/two"\n`,
        `--role 'Key Vault Crypto User' --scope "$(az keyvault show --name team --query id --output tsv)/keys/three"\n`,
      ],
    ],
  ])('%s', async (kind, lines) => {
    const { status, stdout, stderr } = await runEsr(['plan', '-', '--policy', kind], { stdin: others });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const line of lines) expect(stdout).toContain(line);
  });

  test('says where there is nothing of the kind', async () => {
    const { stdout, stderr } = await runEsr(['plan', '-', '--policy', 'vault'], { stdin: exampleOnAws() });
    expect(stdout).toBe('');
    expect(stderr).toContain('nothing is read from vault or openBao stores');
  });
});

describe('esr plan --output', () => {
  test('table: reads, calls, and how many', async () => {
    const { stdout } = await runEsr(['plan', '-'], { stdin: exampleOnAws() });
    expect(stdout).toMatch(/^STORE +WHAT +KEY +WANTED BY +AT\n/);
    expect(stdout).toMatch(
      /aws-secretsmanager +value +production\/myapp\/database +production\/database-\w+ and 1 more +<stdin>:\d+\n/,
    );
    expect(stdout).toContain('5 references, 3 distinct reads, at least 2 calls\n');
    expect((await runEsr(['plan', '-'], { stdin: 'a: b\n' })).stdout).toBe('nothing is read\n');
  });

  test('dot and mermaid: stores, reads and readers, each node once', async () => {
    const dot = (await runEsr(['plan', '-', '--output', 'dot'], { stdin: exampleOnAws() })).stdout;
    expect(dot).toMatch(/^digraph plan \{\n[\s\S]*\}\n$/);
    expect(dot.match(/\[shape=cylinder\]/g)).toHaveLength(2);
    expect(dot.match(/\[shape=box\]/g)).toHaveLength(4);
    const mermaid = (await runEsr(['plan', '-', '--output', 'mermaid'], { stdin: exampleOnAws() })).stdout;
    expect(mermaid).toMatch(/^flowchart LR\n/);
    expect(mermaid.match(/^ {2}n\d+\[\(/gm)).toHaveLength(2);
    expect(mermaid).toContain('production/myapp/database');
  });

  test('json: each read with everybody who wants it', async () => {
    const { stdout } = await runEsr(['plan', '-', '--output', 'json'], { stdin: exampleOnAws() });
    const { references, stores } = JSON.parse(stdout) as {
      references: number;
      stores: { reads: { key: string; wantedBy: object[] }[] }[];
    };
    expect(references).toBe(5);
    const reads = stores.flatMap((each) => each.reads);
    expect(reads.find(({ key }) => key === 'production/myapp/database')?.wantedBy).toHaveLength(3);
  });
});

describe('esr stores', () => {
  const fakeStore = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: f, namespace: shop}
spec: {provider: {fake: {data: []}}}
---
`;

  test('shows what works, and how it is used', async () => {
    const stdin = `${fakeStore}${es('a', 'f', data('{key: k}')).replace(', kind: ClusterSecretStore', '')}`;
    const { status, stdout } = await runEsr(['stores', '-'], { stdin });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^STORE +PROVIDER +STATE +REACHABLE +SIGNED IN +CAN +USED BY +AT\nSecretStore shop\/f +fake +ready +yes +yes +ReadWrite +1 +<stdin>:1\n$/,
    );
  });

  test('signs in to AWS, and says why it could not: exit status 3', async () => {
    const env = { ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' };
    const stdin = `${both}${fakeStore}${es('a', 'nowhere', data('{key: k}'))}`;
    const good = await withEnvironment(env, () => runEsr(['stores', '-', '--output', 'json'], { stdin: both }));
    expect({
      status: good.status,
      ready: (JSON.parse(good.stdout) as { stores: { ready: boolean }[] }).stores.map(({ ready }) => ready),
    }).toEqual({ status: 0, ready: [true, true] });
    expect(fake.calls).toEqual(expect.arrayContaining(['secretsmanager.ListSecrets', 'ssm.DescribeParameters']));
    fake.strict = true;
    const bad = await withEnvironment(env, () => runEsr(['stores', '-'], { stdin }));
    expect(bad.status).toBe(3);
    expect(bad.stdout).toMatch(/ClusterSecretStore sm +aws +STORE_CREDENTIALS +yes +no/);
    expect(bad.stdout).toMatch(/SecretStore shop\/f +fake +ready/);
    expect(bad.stdout).toMatch(/ClusterSecretStore nowhere +- +STORE_NOT_FOUND +- +- +- +1/);
    expect(bad.stderr).toContain('error STORE_CREDENTIALS');
    expect(bad.stderr + bad.stdout).not.toContain('ambient-secret-key');
  });

  test('a store that cannot be reached, one that is wrong, one of another controller', async () => {
    const stdin = [
      store('down', '').replace(
        /provider: .*\}/,
        'provider: {vault: {server: "http://127.0.0.1:1", path: kv, auth: {tokenSecretRef: {name: t, namespace: shop, key: k}}}}}',
      ),
      'apiVersion: v1\nkind: Secret\nmetadata: {name: t, namespace: shop}\nstringData: {k: x}\n---\n',
      store('wrong', '').replace(/provider: .*\}/, 'provider: {vault: {path: kv}}}'),
      fakeStore.replace('spec: {', 'spec: {controller: other, '),
    ].join('');
    const { status, stdout } = await runEsr(['stores', '-', '--timeout', '1s'], { stdin });
    expect(status).toBe(3);
    expect(stdout).toMatch(/ClusterSecretStore down +vault +(?:RUN_TIMEOUT|STORE_UNREACHABLE) +no +-/);
    expect(stdout).toMatch(/ClusterSecretStore wrong +- +FIELD_REQUIRED +- +-/);
    expect(stdout).not.toContain('shop/f +fake +ready');
  });
});
