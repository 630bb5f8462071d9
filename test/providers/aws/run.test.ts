import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import type { FaultKind } from '../../fakes/aws/fault.ts';
import { runEsr } from '../../support/run-esr.ts';
import { withEnvironment } from '../../support/with-environment.ts';

let fake: AwsFake;
let folder: string;

beforeEach(async () => {
  fake = await AwsFake.start();
  folder = await mkdtemp(path.join(tmpdir(), 'aws-'));
});

afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true });
});

type Service = 'SecretsManager' | 'ParameterStore';

interface Wanted {
  readonly service: Service;
  readonly secrets: number;
  readonly entries: number;
  /** Distinct remote values. */
  readonly distinct: number;
}

/** ExternalSecrets whose entries go round the distinct values. */
function manifests({ service, secrets, entries, distinct }: Wanted): string {
  const store = [
    'apiVersion: external-secrets.io/v1',
    'kind: ClusterSecretStore',
    'metadata: {name: aws}',
    `spec: {retrySettings: {maxRetries: 2, retryInterval: 10ms}, provider: {aws: {service: ${service}, region: us-east-1}}}`,
  ].join('\n');
  const documents = Array.from({ length: secrets }, (_, secret) => {
    const data = Array.from({ length: entries }, (_none, entry) => {
      const key = `/team/value-${(secret * entries + entry) % distinct}`;
      return `  - {secretKey: k${entry}, remoteRef: {key: ${key}}}`;
    });
    return [
      'apiVersion: external-secrets.io/v1',
      'kind: ExternalSecret',
      `metadata: {name: app-${secret}, namespace: shop}`,
      'spec:',
      '  secretStoreRef: {name: aws, kind: ClusterSecretStore}',
      '  data:',
      ...data,
    ].join('\n');
  });
  return [store, ...documents].join('\n---\n');
}

function seed(distinct: number): void {
  for (let index = 0; index < distinct; index += 1) {
    const name = `/team/value-${index}`;
    fake.secrets.seed([{ name, SecretString: `marked-value-${index}` }]);
    fake.parameters.seed([{ name, type: 'SecureString', value: `marked-value-${index}` }]);
  }
}

async function generate(input: string, config = ''): ReturnType<typeof runEsr> {
  const file = path.join(folder, 'config.yaml');
  await writeFile(
    file,
    `apiVersion: external-secrets-render.dev/v1alpha1\nkind: RenderConfig\npolicy: {inputStores: allow, namespaces: allow}\n${config}`,
  );
  const env = { ...fake.environment, AWS_EC2_METADATA_DISABLED: 'true' };
  return await withEnvironment(env, () => runEsr(['generate', '--config', file, '-'], { stdin: input, env }));
}

describe('calls', () => {
  const many = { secrets: 100, entries: 5, distinct: 20 };
  const rows: { name: string; wanted: Wanted; denied?: string; want: Record<string, number> }[] = [
    {
      name: '500 references over 20 secrets are one batch',
      wanted: { service: 'SecretsManager', ...many },
      want: { 'secretsmanager.BatchGetSecretValue': 1 },
    },
    {
      name: '500 references over 20 secrets are 20 reads where the batch is denied',
      wanted: { service: 'SecretsManager', ...many },
      denied: 'secretsmanager.BatchGetSecretValue',
      want: { 'secretsmanager.BatchGetSecretValue': 1, 'secretsmanager.GetSecretValue': 20 },
    },
    {
      name: '500 references over 20 parameters are two batches',
      wanted: { service: 'ParameterStore', ...many },
      want: { 'ssm.GetParameters': 2 },
    },
    {
      name: '300 references over 20 secrets are one batch',
      wanted: { service: 'SecretsManager', secrets: 60, entries: 5, distinct: 20 },
      want: { 'secretsmanager.BatchGetSecretValue': 1 },
    },
  ];

  test.each(rows)('$name', async ({ wanted, denied, want }) => {
    seed(wanted.distinct);
    if (denied !== undefined) fake.fail({ kind: 'denied', call: denied });
    const { status, stdout, stderr } = await generate(manifests(wanted));
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.match(/^kind: Secret$/gm)).toHaveLength(wanted.secrets);
    expect(count(fake.calls)).toEqual(want);
  });

  test.each(['SecretsManager', 'ParameterStore'] as const)(
    '%s: 1,000 references over 100 values are under 25 requests in a row',
    async (service) => {
      seed(100);
      fake.latencyMs = 5;
      const { status } = await generate(manifests({ service, secrets: 200, entries: 5, distinct: 100 }));
      expect(status).toBe(0);
      expect(fake.inARow.longest).toBeLessThan(25);
    },
  );
});

describe('stores of one identity', () => {
  const role = 'arn:aws:iam::123456789012:role/reader';
  const stores: Readonly<Record<string, string>> = {
    secrets: `service: SecretsManager, region: us-east-1, role: '${role}'`,
    prefixed: `service: SecretsManager, region: us-east-1, role: '${role}', prefix: /team/`,
    parameters: `service: ParameterStore, region: us-east-1, role: '${role}'`,
    other: "service: ParameterStore, region: us-east-1, role: 'arn:aws:iam::123456789012:role/other'",
  };
  const input = (used: readonly (readonly [store: string, key: string])[]) =>
    [
      ...used.map(
        ([name]) => `kind: SecretStore\nmetadata: {name: ${name}}\nspec: {provider: {aws: {${stores[name]}}}}`,
      ),
      [
        'kind: ExternalSecret',
        'metadata: {name: app}',
        'spec:',
        '  data:',
        ...used.map(
          ([name, key], at) =>
            `  - {secretKey: k${at}, remoteRef: {key: ${key}}, sourceRef: {storeRef: {name: ${name}}}}`,
        ),
      ].join('\n'),
    ]
      .map((document) => `apiVersion: external-secrets.io/v1\n${document}`)
      .join('\n---\n');

  test.each<{ name: string; used: (readonly [string, string])[]; signIns: number }>([
    {
      name: 'of two services sign in once',
      used: [
        ['secrets', '/team/value-0'],
        ['parameters', '/team/value-0'],
      ],
      signIns: 1,
    },
    {
      name: 'with and without a prefix sign in once',
      used: [
        ['secrets', '/team/value-0'],
        ['prefixed', 'value-0'],
      ],
      signIns: 1,
    },
    {
      name: 'of another role sign in for themselves',
      used: [
        ['secrets', '/team/value-0'],
        ['other', '/team/value-0'],
      ],
      signIns: 2,
    },
  ])('$name', async ({ used, signIns }) => {
    seed(1);
    const { status, stderr } = await generate(input(used));
    expect([status, stderr]).toEqual([0, '']);
    expect(count(fake.calls)['sts.AssumeRole']).toBe(signIns);
  });

  test('tell each for itself what is wrong with a sign-in', async () => {
    seed(1);
    fake.sts.refused.add(role);
    const used = [
      ['secrets', '/team/value-0'],
      ['parameters', '/team/value-0'],
    ] as const;
    const { status, stderr } = await generate(input(used));
    expect(status).toBe(3);
    for (const name of ['SecretStore default/secrets', 'SecretStore default/parameters'])
      expect(stderr).toContain(name);
  });
});

describe('faults', () => {
  const kinds: { kind: FaultKind; code: string }[] = [
    { kind: 'denied', code: 'STORE_REFUSED' },
    { kind: 'expired', code: 'STORE_CREDENTIALS' },
    { kind: 'throttled', code: 'STORE_THROTTLED' },
    { kind: 'error500', code: 'STORE_FAILED' },
    { kind: 'hang', code: 'STORE_TIMEOUT' },
    { kind: 'half body', code: 'STORE_UNREACHABLE' },
    { kind: 'garbage', code: 'STORE_ANSWER' },
  ];
  const services: Service[] = ['SecretsManager', 'ParameterStore'];
  const rows = services.flatMap((service) => kinds.map((one) => ({ service, ...one })));

  test.each(rows)(
    '$service, $kind: nothing printed, every reference told, no value',
    async ({ service, kind, code }) => {
      seed(3);
      fake.fail({ kind });
      const limits = 'limits: {timeout: 4s, requestTimeout: 300ms}\n';
      const { status, stdout, stderr } = await generate(
        manifests({ service, secrets: 2, entries: 3, distinct: 3 }),
        limits,
      );
      expect([status, stdout]).toEqual([3, '']);
      expect(stderr).toContain(code);
      for (const word of ['ClusterSecretStore aws', 'hint:', 'app-0', 'app-1']) expect(stderr).toContain(word);
      for (let index = 0; index < 3; index += 1) expect(stderr).toContain(`/team/value-${index}`);
      expect(stderr).not.toMatch(/marked|ambient-secret-key/);
    },
  );

  test('the store breaks down half-way: still nothing is printed', async () => {
    seed(40);
    fake.fail({ kind: 'error500', call: 'secretsmanager.BatchGetSecretValue', times: 5 });
    const input = manifests({ service: 'SecretsManager', secrets: 40, entries: 1, distinct: 40 });
    const { status, stdout } = await generate(input, 'limits: {timeout: 2s}\n');
    expect([0, 3]).toContain(status);
    expect(stdout === '').toBe(status !== 0);
  });

  test('one reference is missing, one denied: both are told, with their own status', async () => {
    seed(2);
    fake.secrets.denied.add('/team/value-1');
    const input = manifests({ service: 'SecretsManager', secrets: 1, entries: 3, distinct: 3 });
    const { status, stdout, stderr } = await generate(input);
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/STORE_REFUSED.*"\/team\/value-1"/);
    expect(stderr).toMatch(/SECRET_MISSING.*"\/team\/value-2"/);
  });
});

describe('a find over a secret without a value', () => {
  const finding = (policy: string) =>
    manifests({ service: 'SecretsManager', secrets: 1, entries: 0, distinct: 1 }).replace(
      '  data:',
      `  target: {deletionPolicy: ${policy}}\n  dataFrom: [{find: {name: {regexp: '^/team/'}}}]`,
    );

  test.each([
    { policy: 'Retain', want: 1 },
    { policy: 'Delete', want: 0 },
  ])('is missing as a whole, under $policy', async ({ policy, want }) => {
    seed(1);
    fake.secrets.seed([{ name: '/team/empty' }]);
    const { status, stdout, stderr } = await generate(finding(policy));
    expect(status).toBe(want);
    expect(stdout).not.toContain('kind: Secret\n');
    expect(stderr).toContain('/team/empty');
  });
});

function count(calls: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1);
  return Object.fromEntries(counts);
}
