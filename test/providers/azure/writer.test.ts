import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import type { PushEntry } from '../../../plugin/providers/provider.ts';
import type { AzureFake } from '../../fakes/azure/azure-fake.ts';
import { certificate } from '../../support/certificate.ts';
import { type AzureWorld, azureWorld } from './azure-world.ts';

let world: AzureWorld;
let fake: AzureFake;

beforeEach(async () => {
  world = await azureWorld();
  ({ fake } = world);
});

afterEach(() => world.stop());

const secret = { name: 'source', namespace: 'default', labels: {}, annotations: {}, type: 'Opaque' };
const entry = (value: string | Buffer, changes: Partial<PushEntry> = {}): PushEntry => ({
  ref: { key: 'db' },
  data: new Map([
    ['password', new Sensitive(value)],
    ['user', new Sensitive('me')],
  ]),
  secretKey: 'password',
  secret,
  ...changes,
});
const meta = (fields: object) => ({
  metadata: {
    apiVersion: 'kubernetes.external-secrets.io/v1alpha1',
    kind: 'PushSecretMetadata',
    spec: fields,
  } as never,
});
const ours = { 'managed-by': 'external-secrets' };

/** Pushes, having checked, and tells what was said; a check writes nothing. */
async function push(one: PushEntry, fields: object = {}): Promise<string | undefined> {
  const { writer } = await world.connect({}, fields);
  const said = await writer?.check?.(one).catch((thrown) => thrown.code as string);
  const before = fake.calls.length;
  expect(fake.calls.every((call) => call.startsWith('GET'))).toBe(true);
  await writer?.push(one).catch((thrown) => expect(thrown.code).toBe(said));
  if (said === 'none') expect(fake.calls).toHaveLength(before);
  return said;
}

const newest = (kind: 'secrets' | 'keys' | 'certificates' = 'secrets') => {
  const { versions = [] } = fake.vault.get(kind, 'db') ?? {};
  return { count: versions.length, ...versions.at(-1) };
};

describe('a secret', () => {
  const seed = (value: string, more: object = {}) =>
    fake.vault.seed({ secrets: [{ name: 'db', value, tags: ours, ...more }] });
  const expiry = { expirationDate: '2030-01-01T01:00:00+01:00' };
  const exp = 1_893_456_000;

  const rows: { name: string; before?: () => void; entry: PushEntry; isNew?: boolean; said: string; want: object }[] = [
    { name: 'new', entry: entry('pw'), said: 'create', want: { count: 1, content: { value: 'pw' }, tags: ours } },
    {
      name: 'a whole Secret',
      entry: entry('p<', { secretKey: '' }),
      said: 'create',
      want: { content: { value: '{"password":"p<","user":"me"}' } },
    },
    {
      name: 'bytes that are no text',
      entry: entry(Buffer.from([0x61, 0xff, 0xfe])),
      said: 'create',
      want: { content: { value: 'a\ufffd\ufffd' } },
    },
    {
      name: 'with metadata',
      entry: entry('pw', meta({ ...expiry, contentType: 'text/plain', tags: { team: 'a' } })),
      said: 'create',
      want: { contentType: 'text/plain', tags: { ...ours, team: 'a' }, attributes: { enabled: true, exp } },
    },
    {
      name: 'the newer client writes no expiry',
      entry: entry('pw', meta(expiry)),
      isNew: true,
      said: 'create',
      want: { attributes: {} },
    },
    { name: 'the same', before: () => seed('pw'), entry: entry('pw'), said: 'none', want: { count: 1 } },
    {
      name: 'the same with an expiry',
      before: () => seed('pw', { attributes: { exp } }),
      entry: entry('pw', meta(expiry)),
      said: 'none',
      want: { count: 1 },
    },
    {
      name: 'an expiry that is no longer wanted',
      before: () => seed('pw', { attributes: { exp } }),
      entry: entry('pw'),
      said: 'update',
      want: { count: 2, attributes: { enabled: true } },
    },
    {
      name: 'another value keeps the content type',
      before: () => seed('old', { contentType: 'text/x' }),
      entry: entry('pw'),
      said: 'update',
      want: { count: 2, contentType: 'text/x', content: { value: 'pw' } },
    },
    {
      name: 'another content type',
      before: () => seed('pw', { contentType: 'text/x' }),
      entry: entry('pw', meta({ contentType: 'text/y' })),
      said: 'update',
      want: { count: 2, contentType: 'text/y' },
    },
    {
      name: 'one that is not ours',
      before: () => seed('x', { tags: { a: 'b' } }),
      entry: entry('pw'),
      said: 'PUSH_NOT_MANAGED',
      want: { count: 1 },
    },
    {
      name: 'one without tags',
      before: () => seed('x', { tags: undefined }),
      entry: entry('pw'),
      isNew: true,
      said: 'PUSH_NOT_MANAGED',
      want: { count: 1 },
    },
    {
      name: 'the mark as a tag',
      entry: entry('pw', meta({ tags: { 'managed-by': 'x' } })),
      said: 'PUSH_METADATA',
      want: { count: 0 },
    },
    {
      name: 'a date that is none',
      entry: entry('pw', meta({ expirationDate: 'soon' })),
      said: 'PUSH_METADATA',
      want: { count: 0 },
    },
    {
      name: 'a name that none can have',
      entry: entry('pw', { ref: { key: 'a_b' } }),
      said: 'PUSH_UNFIT',
      want: { count: 0 },
    },
    { name: 'an unknown kind', entry: entry('pw', { ref: { key: 'x/db' } }), said: 'AZURE_OBJECT', want: { count: 0 } },
    {
      name: 'a key that is not there',
      entry: entry('pw', { secretKey: 'z' }),
      said: 'PUSH_KEY_MISSING',
      want: { count: 0 },
    },
  ];

  test.each(rows)('$name', async ({ before, entry: one, isNew = false, said, want }) => {
    before?.();
    expect(await push(one, { useAzureSDK: isNew })).toBe(said);
    expect(newest()).toMatchObject(want);
  });

  test.each([
    { name: 'one of ours is recovered and written', tags: ours, want: { count: 2, content: { value: 'pw' } } },
    { name: "somebody else's is recovered and left alone", tags: { a: 'b' }, want: { count: 1 } },
  ])('that was deleted: $name', async ({ tags, want }) => {
    seed('old', { tags });
    const record = fake.vault.get('secrets', 'db');
    if (record !== undefined) record.deleted = true;
    const { writer } = await world.connect();
    const outcome = await writer?.push(entry('pw')).then(
      () => 'done',
      (thrown) => thrown.code,
    );
    expect(outcome).toBe(want.count === 2 ? 'done' : 'PUSH_NOT_MANAGED');
    expect(newest()).toMatchObject(want);
  });

  test('a refusal says which right is lacking', async () => {
    fake.fail({ kind: 'denied', call: 'PUT' });
    const { writer } = await world.connect();
    await expect(writer?.push(entry('pw'))).rejects.toMatchObject({
      code: 'STORE_REFUSED',
      hint: expect.stringContaining('"set" on secrets: the role Key Vault Secrets Officer'),
    });
  });
});

describe('a key', () => {
  const pem = (type: 'rsa' | 'ec') => {
    const { privateKey } =
      type === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 1024 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  };
  const at = (value: string | Buffer) => entry(value, { ref: { key: 'key/db' } });

  test.each(['rsa', 'ec'] as const)('%s is imported, once', async (type) => {
    const text = pem(type);
    expect(await push(at(text))).toBe('create');
    const { key } = newest('keys').content as { key: Record<string, string> };
    expect(key).toEqual(createPrivateKey(text).export({ format: 'jwk' }));
    expect(newest('keys').tags).toEqual(ours);
    fake.calls.length = 0;
    expect(await push(at(text))).toBe('none');
    fake.calls.length = 0;
    expect(await push(at(pem(type)))).toBe('update');
  });

  test('anything else is a symmetric one, which cannot be compared', async () => {
    const bytes = Buffer.from([1, 2, 255]);
    expect(await push(at(bytes))).toBe('create');
    expect(newest('keys').content).toMatchObject({ key: { kty: 'oct', k: bytes.toString('base64url') } });
    fake.calls.length = 0;
    expect(await push(at(bytes))).toBe('update');
  });

  test.each([
    { name: 'a broken PEM', value: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
    { name: 'a certificate', value: () => certificate().cert },
    {
      name: 'a key of another kind',
      value: () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    },
  ])('$name is refused', async ({ value }) => {
    expect(await push(at(String(typeof value === 'function' ? value() : value)))).toBe('AZURE_PUSH_VALUE');
    expect(newest('keys').count).toBe(0);
  });
});

describe('a certificate', () => {
  const at = (value: string | Buffer) => entry(value, { ref: { key: 'cert/db' } });
  const der = () => new X509Certificate(certificate().cert).raw;
  const bundle = () => {
    const { cert, key } = certificate();
    const [certs, own] = [[forge.pki.certificateFromPem(cert)], forge.pki.privateKeyFromPem(key)];
    return Buffer.from(forge.asn1.toDer(forge.pkcs12.toPkcs12Asn1(own, certs, '')).getBytes(), 'binary');
  };

  const forms: { name: string; value: () => string | Buffer }[] = [
    { name: 'PEM', value: () => certificate().key + certificate().cert },
    { name: 'DER', value: der },
    { name: 'PKCS#12 without a password', value: bundle },
  ];

  test.each(forms)('as $name is imported', async ({ value }) => {
    expect(await push(at(value()))).toBe('create');
    expect(fake.calls.at(-1)).toBe('POST /certificates/db/import');
    expect(newest('certificates').tags).toEqual(ours);
  });

  test.each(forms)('as $name is the same one', async ({ value }) => {
    fake.vault.seed({ certificates: [{ name: 'db', cer: der().toString('base64'), tags: ours }] });
    expect(await push(at(value()))).toBe('none');
  });

  test('text is none', async () => {
    expect(await push(at('text'))).toBe('AZURE_PUSH_VALUE');
  });
});

describe('deleting and asking', () => {
  const rows: { key: string; tags: Record<string, string>; isNew?: boolean; want: string }[] = [
    { key: 'db', tags: ours, want: 'deleted' },
    { key: 'key/db', tags: ours, want: 'deleted' },
    { key: 'cert/db', tags: ours, want: 'deleted' },
    { key: 'db', tags: {}, want: 'PUSH_NOT_MANAGED' },
    { key: 'db', tags: {}, isNew: true, want: 'there' },
    { key: 'nope', tags: ours, want: 'there' },
  ];

  test.each(rows)('$key of $tags: $want', async ({ key, tags, isNew = false, want }) => {
    fake.vault.seed({
      secrets: [{ name: 'db', value: 'x', tags }],
      keys: [{ name: 'db', key: { kty: 'oct' }, tags }],
      certificates: [{ name: 'db', cer: '', tags }],
    });
    const { writer } = await world.connect({}, { useAzureSDK: isNew });
    expect(await writer?.exists({ key })).toBe(key !== 'nope');
    const outcome = await writer?.delete({ key }).then(
      () => undefined,
      (thrown) => thrown.code,
    );
    const gone = [...fake.vault.objects].filter(([, { deleted }]) => deleted).map(([name]) => name);
    expect(outcome ?? (gone.length > 0 ? 'deleted' : 'there')).toBe(want);
    expect(gone.length).toBeLessThanOrEqual(1);
  });
});
