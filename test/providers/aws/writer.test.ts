import { readFileSync } from 'node:fs';
import path from 'node:path';
import { faultsOf } from '../../../plugin/errors/esr-error.ts';
import type { JsonObject } from '../../../plugin/model/document.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { provider } from '../../../plugin/providers/aws/aws.ts';
import type { EntryRef, PushEntry, Writer } from '../../../plugin/providers/provider.ts';
import { AwsFake } from '../../fakes/aws/aws-fake.ts';
import type { ParameterSeed } from '../../fakes/aws/parameter-record.ts';
import { remoteState } from '../../fakes/aws/remote-state.ts';
import type { SecretSeed } from '../../fakes/aws/secret-record.ts';
import { testContext, testObject } from '../../support/provider-context.ts';
import { readStream } from '../../support/read-stream.ts';
import { testStoreInfo } from '../../support/store-info.ts';

let fake: AwsFake;
let close: (() => void) | undefined;

beforeEach(async () => {
  fake = await AwsFake.start();
});

afterEach(async () => {
  close?.();
  await fake.close();
});

async function openWriter(fields: object, objects: readonly JsonObject[] = []): Promise<Writer> {
  const supporting = objects.map((raw) => {
    const { name, namespace = 'default' } = raw['metadata'] as Readonly<Record<string, string>>;
    return testObject(String(raw['kind']), `${namespace}/${name}`, raw);
  });
  const world = await testContext({ env: fake.environment, objects: supporting });
  close = world.close;
  const spec = { region: 'us-east-1', ...fields } as JsonObject;
  const { writer } = await provider.open(spec, testStoreInfo()).connect(world.context);
  if (writer === undefined) throw new Error('no writer');
  return writer;
}

interface PushCase {
  readonly id: string;
  readonly description: string;
  readonly server: { readonly 'aws-sm'?: readonly SecretSeed[]; readonly 'aws-ssm'?: readonly ParameterSeed[] };
  readonly manifests: string;
  readonly then?: unknown;
  readonly expected: { readonly remote?: object; readonly error?: { readonly stage: string } };
  readonly esoCalls: number;
}

interface PushData {
  readonly match: {
    readonly secretKey?: string;
    readonly remoteRef: { readonly remoteKey: string; readonly property?: string };
  };
  readonly metadata?: JsonObject;
  readonly conversionStrategy?: string;
}

const file = path.join(__dirname, '../../conformance/providers/push-secret.json');
const corpus = (JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly PushCase[] }).cases;

/** Where we do the safe thing, or refuse before anything is asked. */
const different = new Map([
  ['push-sm-merge-array', 'the operator changes nothing and says nothing: an error here'],
  ['push-missing-key-second', 'the planner checks all entries before the first is written'],
  ['push-sm-meta-policy-missing', 'the policy is looked up before the secret is made'],
  ['push-store-unhealthy', 'tried where the whole command runs: here nothing insists on the credentials'],
]);

/** What a writer alone can be tried on: one source by name, one AWS store, entries in `data`. */
function plainPush({ manifests, then, server, id, expected, esoCalls }: PushCase):
  | {
      readonly spec: JsonObject;
      readonly store: object;
      readonly objects: readonly JsonObject[];
      readonly data: readonly PushData[];
    }
  | undefined {
  // What never reached the servers, or was refused before the provider was asked, is the planner's.
  const planned = esoCalls === 0 && (expected.error?.stage !== 'push' || id === 'push-data-duplicate');
  if (planned || then !== undefined || different.has(id) || !('aws-sm' in server || 'aws-ssm' in server))
    return undefined;
  const objects = readStream(manifests);
  const pushes = objects.filter(({ kind }) => kind === 'PushSecret');
  const stores = objects.filter(({ kind }) => kind === 'SecretStore');
  const spec = pushes[0]?.['spec'] as JsonObject | undefined;
  const store = (stores[0]?.['spec'] as { provider: { aws?: object } } | undefined)?.provider.aws;
  const data = (spec?.['data'] ?? []) as unknown as readonly PushData[];
  const known = ['secretStoreRefs', 'selector', 'data', 'updatePolicy', 'deletionPolicy', 'refreshInterval'];
  if (spec === undefined || store === undefined || pushes.length > 1 || stores.length > 1 || data.length === 0)
    return undefined;
  if (Object.keys(spec).some((name) => !known.includes(name)) || data.some((one) => one.conversionStrategy))
    return undefined;
  return sourceOf(spec, objects) === undefined ? undefined : { spec, store, objects, data };
}

function sourceOf(spec: JsonObject, objects: readonly JsonObject[]): JsonObject | undefined {
  const { secret } = spec['selector'] as { readonly secret?: { readonly name?: string } };
  return objects.find(({ kind, metadata }) => kind === 'Secret' && (metadata as JsonObject)['name'] === secret?.name);
}

function dataOf({ data, stringData }: JsonObject): ReadonlyMap<string, Sensitive> {
  const encoded = Object.entries((data ?? {}) as Readonly<Record<string, string>>);
  const texts = Object.entries((stringData ?? {}) as Readonly<Record<string, string>>);
  return new Map([
    ...encoded.map(([key, text]) => [key, new Sensitive(Buffer.from(text, 'base64'))] as const),
    ...texts.map(([key, text]) => [key, new Sensitive(text)] as const),
  ]);
}

const source = { name: 'src', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' };

function entryOf({ match, metadata }: PushData, data: PushEntry['data']): PushEntry {
  const { remoteKey, property } = match.remoteRef;
  return {
    ref: { key: remoteKey, ...(property === undefined ? {} : { property }) },
    data,
    ...(match.secretKey === undefined ? {} : { secretKey: match.secretKey }),
    ...(metadata === undefined ? {} : { metadata }),
    secret: source,
  };
}

describe('what the operator leaves behind', () => {
  const cases = corpus.filter((each) => plainPush(each) !== undefined);

  test('most of the AWS cases are tried here', () => {
    expect(cases.length).toBeGreaterThan(80);
  });

  test.each(cases)('$id: $description', async (each) => {
    const { server, expected, esoCalls } = each;
    const { spec, store, objects, data } = plainPush(each) as NonNullable<ReturnType<typeof plainPush>>;
    fake.secrets.seed(server['aws-sm'] ?? []);
    fake.parameters.seed(server['aws-ssm'] ?? []);
    const writer = await openWriter(store, objects);
    const values = dataOf(sourceOf(spec, objects) ?? {});
    const failures: unknown[] = [];
    for (const one of data) {
      const entry = entryOf(one, values);
      try {
        if (spec['updatePolicy'] === 'IfNotExists' && (await writer.exists(entry.ref))) continue;
        const effect = await writer.check?.(entry);
        const before = JSON.stringify(remoteState(fake));
        await writer.push(entry);
        expect(effect === 'none').toBe(JSON.stringify(remoteState(fake)) === before);
      } catch (thrown) {
        if (faultsOf(thrown) === undefined) throw thrown;
        failures.push(thrown);
      }
    }
    const state = remoteState(fake);
    const kept = Object.keys(server).map((name) => [name, state[name as 'aws-sm']]);
    expect(Object.fromEntries(kept)).toEqual(expected.remote);
    expect(failures.length > 0).toBe(expected.error !== undefined);
    expect(fake.calls.length).toBeLessThanOrEqual(Math.max(esoCalls, failures.length > 0 ? 4 : 0));
  });
});

const managed = { 'managed-by': 'external-secrets' };

function entry(key: string, changes: Partial<PushEntry> & { readonly property?: string } = {}): PushEntry {
  const { property, ...rest } = changes;
  return {
    ref: { key, ...(property === undefined ? {} : { property }) },
    data: new Map([['password', new Sensitive('s3cret')]]),
    secretKey: 'password',
    secret: source,
    ...rest,
  };
}

describe('Secrets Manager, done otherwise than the operator does', () => {
  const rows: { name: string; json: string; ref: EntryRef; want: object | undefined }[] = [
    {
      name: 'a property that is no longer pushed goes alone',
      json: '{ "a": "1", "b": "2" }',
      ref: { key: 'app', property: 'a' },
      want: { SecretString: '{ "b": "2" }', versions: 2 },
    },
    {
      name: 'the last of two',
      json: '{ "a": "1", "b": "2" }',
      ref: { key: 'app', property: 'b' },
      want: { SecretString: '{ "a": "1" }', versions: 2 },
    },
    {
      name: 'one inside another',
      json: '{"a":{"b":"1","c":"2"}}',
      ref: { key: 'app', property: 'a.b' },
      want: { SecretString: '{"a":{"c":"2"}}', versions: 2 },
    },
    {
      name: 'with the last one the secret goes',
      json: '{"a":{"b":"1"}}',
      ref: { key: 'app', property: 'a.b' },
      want: { deleted: true, recoveryDays: 30 },
    },
    {
      name: 'a property that is not there',
      json: '{"a":"1"}',
      ref: { key: 'app', property: 'x' },
      want: { SecretString: '{"a":"1"}', versions: 1 },
    },
    { name: 'without a property the secret goes', json: '{"a":"1"}', ref: { key: 'app' }, want: { deleted: true } },
  ];

  test.each(rows)('$name', async ({ json, ref, want }) => {
    fake.secrets.seed([{ name: 'app', SecretString: json, tags: managed }]);
    await (await openWriter({ service: 'SecretsManager' })).delete(ref);
    expect(remoteState(fake)['aws-sm']).toMatchObject([want]);
  });

  test('nothing is deleted that is not ours, not there, or scheduled for deletion', async () => {
    fake.secrets.seed([
      { name: 'theirs', SecretString: 'x' },
      { name: 'gone', SecretString: 'x', tags: managed, deleted: true },
    ]);
    const writer = await openWriter({ service: 'SecretsManager' });
    for (const key of ['theirs', 'gone', 'nowhere']) await writer.delete({ key });
    expect(fake.calls.filter((call) => !call.endsWith('DescribeSecret'))).toEqual([]);
  });

  test('replicas are detached before a secret is deleted by force', async () => {
    fake.secrets.seed([{ name: 'app', SecretString: 'x', tags: managed }]);
    fake.secrets.find('app', 'us-east-1').replicas.push({ region: 'eu-west-1', kmsKeyId: undefined });
    const store = { service: 'SecretsManager', secretsManager: { forceDeleteWithoutRecovery: true } };
    await (await openWriter(store)).delete({ key: 'app' });
    expect(remoteState(fake)['aws-sm']).toEqual([]);
  });

  test('replication is changed where the metadata names regions', async () => {
    fake.secrets.seed([{ name: 'app', SecretString: 's3cret', tags: managed }]);
    fake.secrets.find('app', 'us-east-1').replicas.push({ region: 'eu-west-1', kmsKeyId: undefined });
    const metadata = {
      apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
      kind: 'PushSecretMetadata',
      spec: { replicationLocations: ['eu-central-1'] },
    };
    const writer = await openWriter({ service: 'SecretsManager' });
    expect(await writer.check?.(entry('app', { metadata }))).toBe('update');
    await writer.push(entry('app', { metadata }));
    expect(remoteState(fake)['aws-sm']).toMatchObject([{ replicas: ['eu-central-1'], versions: 1 }]);
    const again = await openWriter({ service: 'SecretsManager' });
    expect(await again.check?.(entry('app', { metadata }))).toBe('none');
  });

  const refusals = [
    { name: 'a property in an array', seed: { SecretString: '[1]' }, property: 'pw', code: 'PUSH_PROPERTY' },
    {
      name: 'a property in text that is no JSON',
      seed: { SecretString: 'plain' },
      property: 'pw',
      code: 'PUSH_PROPERTY',
    },
    {
      name: 'a property that means several places',
      seed: { SecretString: '{}' },
      property: 'a.#.b',
      code: 'PUSH_PROPERTY',
    },
    {
      name: 'a property far outside any array',
      seed: { SecretString: '[]' },
      property: '99999999',
      code: 'PUSH_PROPERTY',
    },
    { name: 'a secret that is scheduled for deletion', seed: { SecretString: 'x', deleted: true }, code: 'PUSH_UNFIT' },
    { name: 'a key that the Secret has not', seed: { SecretString: 'x' }, secretKey: 'nope', code: 'PUSH_KEY_MISSING' },
  ];

  test.each(refusals)('refuses $name before anything is written', async ({ seed, code, name: _name, ...changes }) => {
    fake.secrets.seed([{ name: 'app', tags: managed, ...seed }]);
    const writer = await openWriter({ service: 'SecretsManager' });
    const before = remoteState(fake);
    await expect(writer.check?.(entry('app', changes))).rejects.toMatchObject({ code });
    await expect(writer.push(entry('app', changes))).rejects.toMatchObject({ code });
    expect(remoteState(fake)).toEqual(before);
  });

  test('a refused write is told with the right that is lacking', async () => {
    const writer = await openWriter({ service: 'SecretsManager' });
    fake.fail({ kind: 'denied', call: 'secretsmanager.CreateSecret' });
    await expect(writer.push(entry('app'))).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      hint: expect.stringContaining('secretsmanager:CreateSecret'),
    });
  });

  test('check and push read the remote state once', async () => {
    fake.secrets.seed([{ name: 'app', SecretString: '{}', tags: managed }]);
    const writer = await openWriter({ service: 'SecretsManager' });
    for (const property of ['a', 'b']) await writer.check?.(entry('app', { property }));
    for (const property of ['a', 'b']) await writer.push(entry('app', { property }));
    expect(fake.calls.filter((call) => /Describe|GetSecret/.test(call))).toHaveLength(2);
    expect(remoteState(fake)['aws-sm']).toMatchObject([
      { SecretBinaryBase64: Buffer.from('{"a":"s3cret","b":"s3cret"}').toString('base64') },
    ]);
  });
});

describe('metadata that are not understood', () => {
  const source = { kind: 'ConfigMap', name: 'policy', key: 'p' };
  const rows: { name: string; service: string; spec: object; faults: number }[] = [
    { name: 'a field inside an object', service: 'SecretsManager', spec: policy({ bogus: 1 }), faults: 1 },
    { name: 'a field further inside', service: 'SecretsManager', spec: policySource({ namespace: 'x' }), faults: 1 },
    { name: 'text for a flag', service: 'SecretsManager', spec: policy({ blockPublicPolicy: 'yes' }), faults: 1 },
    { name: 'a source that names no key', service: 'SecretsManager', spec: policySource({ key: '' }), faults: 1 },
    { name: 'a source of another kind', service: 'SecretsManager', spec: policySource({ kind: 'Pod' }), faults: 1 },
    { name: 'a source that is none', service: 'SecretsManager', spec: policySource(undefined), faults: 1 },
    { name: 'a number for text', service: 'SecretsManager', spec: { description: 1 }, faults: 1 },
    { name: 'texts that hold a number', service: 'SecretsManager', spec: { replicationLocations: [1] }, faults: 1 },
    {
      name: 'several at once',
      service: 'SecretsManager',
      spec: { bogus: 1, description: 1, ...policy({ other: 1 }) },
      faults: 3,
    },
    { name: 'a field of the tier', service: 'ParameterStore', spec: { tier: { bogus: 1 } }, faults: 1 },
    { name: 'a number for the tier', service: 'ParameterStore', spec: { tier: { type: 1 } }, faults: 1 },
    { name: 'a tier that is text', service: 'ParameterStore', spec: { tier: 'Advanced' }, faults: 1 },
    { name: 'text for a flag there', service: 'ParameterStore', spec: { encodeAsDecoded: 'yes' }, faults: 1 },
    {
      name: 'several there',
      service: 'ParameterStore',
      spec: { secretPushFormat: 'string', tier: { type: 1, bogus: 1 } },
      faults: 3,
    },
  ];
  test.each(rows)('$service: $name', async ({ service, spec, faults }) => {
    const metadata = {
      apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
      kind: 'PushSecretMetadata',
      spec: JSON.parse(JSON.stringify(spec)) as JsonObject,
    };
    const writer = await openWriter({ service });
    const thrown = await writer.check?.(entry('/app', { metadata })).catch((fault: unknown) => fault);
    expect(faultsOf(thrown)?.map(({ code }) => code)).toEqual(Array.from({ length: faults }, () => 'PUSH_METADATA'));
    expect(fake.calls).toEqual([]);
  });

  function policy(fields: object): object {
    return { resourcePolicy: { policySourceRef: source, ...fields } };
  }

  function policySource(fields: object | undefined): object {
    return { resourcePolicy: fields === undefined ? {} : { policySourceRef: { ...source, ...fields } } };
  }
});

describe('Parameter Store', () => {
  test('nothing is deleted that is not ours or not there', async () => {
    fake.parameters.seed([
      { name: '/theirs', type: 'String', value: 'x' },
      { name: '/ours', type: 'String', value: 'x', tags: managed },
    ]);
    const writer = await openWriter({ service: 'ParameterStore' });
    for (const key of ['/theirs', '/ours', '/nowhere']) await writer.delete({ key });
    expect(remoteState(fake)['aws-ssm']).toMatchObject([{ name: '/theirs' }]);
  });

  test('policies go with the tier Advanced', async () => {
    const metadata = {
      apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
      kind: 'PushSecretMetadata',
      spec: { tier: { type: 'Advanced', policies: [{ Type: 'NoChangeNotification' }] } },
    };
    await (await openWriter({ service: 'ParameterStore' })).push(entry('/app', { metadata }));
    expect(fake.requests.at(-1)?.body).toMatchObject({
      Tier: 'Advanced',
      Policies: '[{"Type":"NoChangeNotification"}]',
    });
  });

  test('refuses a key that the Secret has not', async () => {
    const writer = await openWriter({ service: 'ParameterStore' });
    await expect(writer.check?.(entry('/app', { secretKey: 'nope' }))).rejects.toMatchObject({
      code: 'PUSH_KEY_MISSING',
    });
    expect(fake.calls).toEqual([]);
  });
});
