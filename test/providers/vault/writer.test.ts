import type { EsrError } from '../../../plugin/errors/esr-error.ts';
import type { JsonObject } from '../../../plugin/model/document.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import type { PushEntry, Writer } from '../../../plugin/providers/provider.ts';
import { provider } from '../../../plugin/providers/vault/vault.ts';
import { type RunningVault, startVault, vaultCasesOf } from '../../conformance/providers/start-vault.ts';
import { json, readFields } from '../../fakes/vault/fields.ts';
import { remoteOf } from '../../fakes/vault/remote-of.ts';
import type { Fields } from '../../fakes/vault/request.ts';
import { VaultFake } from '../../fakes/vault/vault-fake.ts';
import { testContext } from '../../support/provider-context.ts';
import { readStream } from '../../support/read-stream.ts';
import { testStoreInfo } from '../../support/store-info.ts';

const root = 'hvs.corpus-root-token';
const managed = { 'managed-by': 'external-secrets' };

let fake: VaultFake;
let close: (() => void) | undefined;

beforeEach(async () => {
  fake = await VaultFake.start();
  fake.tokens.create({ policies: ['root'], ttl: 0, renewable: false }, root);
});

afterEach(async () => {
  close?.();
  await fake.close();
});

async function writerOf(server: string, fields: object = {}): Promise<Writer> {
  const world = await testContext({ secrets: { 'default/vault-token': { token: root } } });
  ({ close } = world);
  const auth = { tokenSecretRef: { name: 'vault-token', key: 'token' } };
  const spec = { path: 'secret', version: 'v2', ...fields, server, auth } as never;
  const client = await provider.open(spec, testStoreInfo()).connect(world.context);
  return client.writer as Writer;
}

type Given = Readonly<Record<string, string | Buffer>>;

function entry(given: Given, key: string, secretKey?: string, property?: string): PushEntry {
  return {
    ref: { key, ...(property === undefined ? {} : { property }) },
    data: new Map(Object.entries(given).map(([name, value]) => [name, new Sensitive(value)])),
    ...(secretKey === undefined ? {} : { secretKey }),
    secret: { name: 'src', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' },
  };
}

const values = (object: object): Fields => json(object) as Fields;

/** The recorded pushes that differ, and why. */
const different = new Map([['push-vault-metadata-kept', 'custom metadata that others have set stay']]);

describe('recorded pushes', () => {
  let seeded: RunningVault | undefined;
  afterEach(async () => await seeded?.close());

  const cases = vaultCasesOf('push-secret').filter(
    ({ server, manifests }) =>
      Object.keys(server).length === 1 && !/template:|dataTo:|ClusterPushSecret/.test(manifests),
  );

  test('are most of them', () => expect(cases.length).toBeGreaterThanOrEqual(28));

  test.each(cases)('$id: $description', async (each) => {
    seeded = await startVault(each.server);
    const { VAULT_ADDR: server = '' } = seeded.marks ?? {};
    const steps =
      (each as unknown as { readonly then?: readonly { apply?: string; delete?: readonly string[] }[] }).then ?? [];
    const documents = readStream(each.manifests);
    const store = documents.find(({ kind }) => kind === 'SecretStore') as unknown as Store;
    const source = documents.find(({ kind, metadata }) => kind === 'Secret' && Object(metadata).name === 'src');
    const writer = await writerOf(server, store.spec.provider.vault);
    let pushed: readonly PushEntry[] = [];
    let push = documents.find(({ kind }) => kind === 'PushSecret') as unknown as Push | undefined;
    const fault = await (async () => {
      for (const step of [undefined, ...steps]) {
        if (step?.apply !== undefined) push = readStream(step.apply)[0] as unknown as Push;
        if (step?.delete !== undefined) push = undefined;
        pushed = await reconcile(writer, push, dataOf(source as JsonObject), pushed);
      }
    })().catch((thrown: EsrError) => thrown);
    const { error, remote } = each.expected as unknown as { error?: object; remote: { vault: readonly object[] } };
    expect(fault === undefined).toBe(error === undefined);
    const got = seeded.remote();
    if (different.has(each.id)) expect(got).not.toEqual(remote.vault);
    else expect(got).toEqual(remote.vault);
    expect(seeded.calls().length).toBeLessThanOrEqual(each.esoCalls);
  });

  interface Store {
    readonly spec: { readonly provider: { readonly vault: object } };
  }

  interface Push {
    readonly spec: {
      readonly updatePolicy?: string;
      readonly deletionPolicy?: string;
      readonly data: readonly {
        readonly match: { readonly secretKey?: string; readonly remoteRef: { remoteKey: string; property?: string } };
      }[];
    };
  }

  async function reconcile(
    writer: Writer,
    push: Push | undefined,
    given: Given,
    before: readonly PushEntry[],
  ): Promise<readonly PushEntry[]> {
    const now = (push?.spec.data ?? []).map(({ match: { secretKey, remoteRef } }) =>
      entry(given, remoteRef.remoteKey, secretKey, remoteRef.property),
    );
    for (const one of now) {
      if (push?.spec.updatePolicy === 'IfNotExists' && (await writer.exists(one.ref))) continue;
      await writer.push(one);
    }
    const same = (a: PushEntry, b: PushEntry) => JSON.stringify(a.ref) === JSON.stringify(b.ref);
    for (const one of before.filter((old) => !now.some((other) => same(old, other)))) await writer.delete(one.ref);
    return now;
  }

  function dataOf({ data, stringData }: JsonObject): Given {
    const encoded = Object.entries(Object(data) as Record<string, string>);
    return {
      ...Object.fromEntries(encoded.map(([key, value]) => [key, Buffer.from(value, 'base64')])),
      ...Object(stringData),
    };
  }
});

describe('push', () => {
  const given = { a: '1', json: '{"n": 1.50, "big": 12345678901234567890}', plain: 'text' };

  test('a new secret: its mark first, then its values; a second push of the same does nothing', async () => {
    fake.kv2('secret');
    const writer = await writerOf(fake.url);
    expect(await writer.check?.(entry({ a: '1' }, 'app'))).toBe('create');
    await writer.push(entry({ a: '1' }, 'app'));
    expect(await writer.check?.(entry({ a: '1' }, 'app'))).toBe('none');
    await writer.push(entry({ a: '1' }, 'app'));
    expect(await writer.check?.(entry({ a: '2' }, 'app'))).toBe('update');
    expect(fake.calls).toEqual(['GET /v1/secret/data/app', 'PUT /v1/secret/metadata/app', 'PUT /v1/secret/data/app']);
  });

  test('numbers that the server spells anew do not make a new version', async () => {
    fake.kv2('secret');
    await (await writerOf(fake.url)).push(entry(given, 'app', 'json'));
    await (await writerOf(fake.url)).push(entry(given, 'app', 'json'));
    expect(remoteOf(fake)).toMatchObject([{ currentVersion: 1, data: { n: 1.5 } }]);
  });

  test('numbers keep their spelling on the way into KV v1', async () => {
    const engine = fake.kv1('secret');
    engine.secrets.set(
      'app',
      readFields('{"n": 1.50, "custom_metadata": {"managed-by": "external-secrets", "team": "a"}}'),
    );
    await (await writerOf(fake.url, { version: 'v1' })).push(entry(given, 'app', 'a', 'p'));
    expect(fake.requests.at(-1)?.body.get('n' as never)).toMatchObject({ text: '1.50' });
    expect(remoteOf(fake)[0]?.data).toEqual({ n: 1.5, p: '1', custom_metadata: { ...managed, team: 'a' } });
  });

  test('two properties of one secret: one read, the second sees the first', async () => {
    fake.kv2('secret');
    const writer = await writerOf(fake.url);
    await writer.push(entry(given, 'app', 'a', 'x'));
    await writer.push(entry(given, 'app', 'plain', 'y'));
    expect(remoteOf(fake)).toMatchObject([{ data: { x: '1', y: 'text' }, currentVersion: 2 }]);
    expect(fake.calls).toHaveLength(4);
  });

  test('a whole Secret as a property is JSON text', async () => {
    fake.kv2('secret');
    await (await writerOf(fake.url)).push(
      entry({ b: '<', a: Buffer.from([0x41, 0xff, 0xfe]) }, 'app', undefined, 'all'),
    );
    expect(remoteOf(fake)[0]?.data).toEqual({ all: '{"a":"A\ufffd\ufffd","b":"<"}' });
  });

  test('what others have put into the custom metadata stays, also where the value was deleted', async () => {
    const secret = fake.kv2('secret').write('app', values({ a: 'old' }));
    secret.custom = values({ team: 'a' });
    for (const version of secret.versions) version.deletionTime = 'then';
    await (await writerOf(fake.url)).push(entry({ a: 'new' }, 'app'));
    expect(remoteOf(fake)).toMatchObject([{ customMetadata: { ...managed, team: 'a' }, currentVersion: 2 }]);
  });

  test('an older server is asked for the metadata', async () => {
    const engine = fake.kv2('secret');
    engine.tellsCustom = false;
    engine.write('app', values({ a: 'old' })).custom = values(managed);
    await (await writerOf(fake.url)).push(entry({ a: 'new' }, 'app'));
    expect(fake.calls).toEqual(['GET /v1/secret/data/app', 'GET /v1/secret/metadata/app', 'PUT /v1/secret/data/app']);
  });

  test('a store without a mount writes beside the data', async () => {
    fake.kv2('secret');
    await (await writerOf(fake.url, { path: undefined })).push(entry({ a: '1' }, 'secret/app'));
    expect(remoteOf(fake)).toMatchObject([{ path: 'app', customMetadata: managed }]);
  });

  test('checkAndSet: a write in between is told, and the next push works', async () => {
    const engine = fake.kv2('secret');
    engine.write('app', values({ a: 'old' })).custom = values(managed);
    const writer = await writerOf(fake.url, { checkAndSet: { required: true } });
    await writer.check?.(entry({ a: 'new' }, 'app'));
    engine.write('app', values({ a: 'between' }));
    await expect(writer.push(entry({ a: 'new' }, 'app'))).rejects.toMatchObject({ code: 'VAULT_CHECK_AND_SET' });
    await writer.push(entry({ a: 'new' }, 'app'));
    expect(remoteOf(fake)).toMatchObject([{ data: { a: 'new' }, currentVersion: 3 }]);
  });

  const rows: { name: string; push: PushEntry; code: string }[] = [
    { name: 'a secret of somebody else', push: entry(given, 'other'), code: 'PUSH_NOT_MANAGED' },
    { name: 'a property of it', push: entry(given, 'other', 'a', 'x'), code: 'PUSH_NOT_MANAGED' },
    { name: 'plain text', push: entry(given, 'new', 'plain'), code: 'PUSH_UNFIT' },
    { name: 'a JSON array', push: entry({ l: '[1]' }, 'new', 'l'), code: 'PUSH_UNFIT' },
    { name: 'JSON that is cut off', push: entry({ l: '{"a": "marked' }, 'new', 'l'), code: 'PUSH_UNFIT' },
    { name: 'a key that the Secret lacks', push: entry(given, 'new', 'constructor'), code: 'PUSH_KEY_MISSING' },
    { name: 'a property that holds a number', push: entry(given, 'ours', 'a', 'n'), code: 'PUSH_PROPERTY' },
    { name: 'a key that walks up', push: entry(given, '../x'), code: 'VAULT_KEY' },
  ];
  test.each(rows)('refuses $name, when checked and when pushed, before it writes', async ({ push, code }) => {
    const engine = fake.kv2('secret');
    engine.write('other', values({ a: 'theirs' }));
    engine.write('ours', values({ n: 1 })).custom = values(managed);
    const writer = await writerOf(fake.url);
    const failed = async (work: () => Promise<unknown>) =>
      await work().then(
        () => undefined,
        (thrown: EsrError) => thrown,
      );
    for (const fault of [
      await failed(async () => await writer.check?.(push)),
      await failed(async () => await writer.push(push)),
    ]) {
      expect(fault).toMatchObject({ code });
      expect(`${fault?.says}${fault?.hint}`).not.toMatch(/marked|theirs/);
    }
    expect(fake.calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
  });

  test.each([
    { name: 'a property', push: entry(given, 'app', 'a', 'custom_metadata') },
    { name: 'a key of the whole Secret', push: entry({ custom_metadata: 'x' }, 'app') },
    { name: 'a member of JSON', push: entry({ j: '{"custom_metadata": "x"}' }, 'app', 'j') },
  ])('KV v1: $name that is called like the mark would be lost, and is refused', async ({ push }) => {
    fake.kv1('secret');
    const writer = await writerOf(fake.url, { version: 'v1' });
    await expect(writer.check?.(push)).rejects.toMatchObject({ code: 'PUSH_UNFIT' });
    await expect(writer.push(push)).rejects.toMatchObject({ code: 'PUSH_UNFIT' });
    expect(fake.calls.filter((call) => call.startsWith('PUT'))).toEqual([]);
  });

  test('a mount that is not there, and a write that is refused', async () => {
    const writer = await writerOf(fake.url);
    await expect(writer.push(entry(given, 'app'))).rejects.toMatchObject({ code: 'REMOTE_NOT_FOUND' });
    fake.kv2('secret');
    fake.fail({ kind: 'denied', call: 'PUT /v1/secret/metadata' });
    await expect(writer.push(entry(given, 'app'))).rejects.toMatchObject({ code: 'STORE_REFUSED', exitStatus: 3 });
  });
});

describe('delete and exists', () => {
  test('what is not there or not ours is left alone', async () => {
    const engine = fake.kv2('secret');
    engine.write('other', values({ a: '1' }));
    engine.write('ours', values({ a: '1' })).custom = values(managed);
    const writer = await writerOf(fake.url);
    for (const ref of [
      { key: 'nope' },
      { key: 'other' },
      { key: 'other', property: 'a' },
      { key: 'ours', property: 'b' },
    ]) {
      await writer.delete(ref);
    }
    expect(fake.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  test('exists() asks for the property, as a path too', async () => {
    const engine = fake.kv2('secret');
    engine.write('app', values({ a: { b: 1 } }));
    const writer = await writerOf(fake.url);
    const refs = [{ key: 'app' }, { key: 'app', property: 'a.b' }, { key: 'app', property: 'c' }, { key: 'nope' }];
    expect(await Promise.all(refs.map((ref) => writer.exists(ref)))).toEqual([true, true, false, false]);
    expect(fake.calls).toHaveLength(2);
  });
});
