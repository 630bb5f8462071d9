import type { protos } from '@google-cloud/secret-manager';
import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf } from '../../go/byte-string.ts';
import { isValidJson } from '../../go/gjson/is-valid-json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { isHollow, withoutProperty, withProperty } from '../json-property.ts';
import type { EntryRef, PushEntry, Writer } from '../provider.ts';
import { pushValue } from '../push-value.ts';
import { gcpProperty } from './gcp-property.ts';
import type { GcpReading } from './gcp-reading.ts';
import { latestEnabled } from './latest-enabled.ts';
import { type GcpPushMetadata, gcpPushMetadata } from './push-metadata.ts';
import { type RemoteSecrets, remoteSecrets } from './remote-secrets.ts';
import { isPossibleName } from './secret-names.ts';

type Secret = protos.google.cloud.secretmanager.v1.ISecret;
type Texts = Readonly<Record<string, string>>;

const manager = 'managed-by';
const managed = 'external-secrets';

/** What a push comes to. */
interface Push {
  readonly key: string;
  readonly metadata: GcpPushMetadata;
  /** Absent where the secret is made. */
  readonly existing: Secret | undefined;
  readonly labels: Texts;
  readonly annotations: Texts;
  readonly value: Bytes;
  readonly isSame: boolean;
}

interface Writing extends GcpReading {
  readonly remote: RemoteSecrets;
}

/**
 * Writes to Secret Manager.
 *
 * @remarks
 * ESO: `client.go`, `PushSecret`, `DeleteSecret`, `SecretExists`; `push_secret.go`. Where the operator deletes
 * a whole secret because one property is no longer pushed, only the property goes.
 */
export function gcpWriter(reading: GcpReading): Writer {
  const writing = { ...reading, remote: remoteSecrets(reading) };
  return {
    existsByKey: true,
    exists: ({ key }) => exists(key, writing),
    async current({ key }) {
      const value = await writing.remote.value(key);
      return value === undefined ? undefined : new Sensitive(bufferOf(value));
    },
    async check(entry) {
      const push = await prepare(entry, writing);
      if (push.existing === undefined) return 'create';
      return push.isSame && !changesMetadata(push) ? 'none' : 'update';
    },
    async push(entry) {
      const push = await prepare(entry, writing);
      if (push.existing === undefined) await create(push, writing);
      if (changesMetadata(push)) await update(push, writing);
      if (!push.isSame) await addVersion(push.key, push.value, writing);
    },
    delete: (ref) => remove(ref, writing),
  };
}

/** A secret counts as there where it has a version that can be read. */
async function exists(key: string, writing: Writing): Promise<boolean> {
  if ((await latestEnabled(key, writing)) !== undefined) return true;
  return (await writing.remote.value(key)) !== undefined;
}

/** Everything but the writing: what can be wrong is found here. */
async function prepare(entry: PushEntry, { remote }: Writing): Promise<Push> {
  const { key, property } = entry.ref;
  if (!isPossibleName(key)) {
    throw manifestError('PUSH_UNFIT', { key, why: 'a secret is named with letters, numbers, "-" and "_"' });
  }
  if (property && entry.metadata !== undefined) throw gcpError('GCP_PUSH_BOTH', { key });
  const metadata = gcpPushMetadata(entry.metadata);
  const own = pushValue(entry);
  const existing = await remote.describe(key);
  const before = existing === undefined ? undefined : await remote.value(key);
  const kept = existing?.labels ?? {};
  if (property) {
    const value = withProperty(before, { key, property }, own);
    const isSame = before !== undefined && isValidJson(before) && gcpProperty(before, property) === own;
    const annotations = existing?.annotations ?? {};
    return { key, metadata, existing, labels: { ...kept, [manager]: managed }, annotations, value, isSame };
  }
  if (existing !== undefined && !isManaged(existing)) throw manifestError('PUSH_NOT_MANAGED', { what: 'secret', key });
  const labels = { ...metadata.labels, ...(metadata.mergesLabels ? kept : {}), [manager]: managed };
  return { key, metadata, existing, labels, annotations: metadata.annotations, value: own, isSame: before === own };
}

function isManaged({ labels }: Secret): boolean {
  return labels !== null && labels !== undefined && Object.hasOwn(labels, manager) && labels[manager] === managed;
}

/** A secret is made with the mark alone, so that metadata are set by the update behind it, as the operator does. */
function changesMetadata({ existing, labels, annotations }: Push): boolean {
  const before = existing ?? { labels: { [manager]: managed } };
  return !isEqual(before.labels ?? {}, labels) || !isEqual(before.annotations ?? {}, annotations);
}

function isEqual(a: Texts, b: Texts): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
}

async function create({ key, metadata }: Push, { manager: service, names, remote }: Writing): Promise<void> {
  const isRegional = names.parent !== names.project;
  const secret = await service.call<Secret>({ permission: 'secretmanager.secrets.create', on: key }, (client, once) =>
    client.createSecret(
      {
        parent: names.parent,
        secretId: key,
        secret: {
          labels: { [manager]: managed },
          topics: metadata.topics.map((name) => ({ name })),
          ...(isRegional ? {} : { replication: replicationOf(metadata) }),
        },
      },
      once,
    ),
  );
  remote.described(key, secret);
}

/** In the named places, else everywhere; under the customer's own key where one is named. */
function replicationOf({ locations, kmsKeyName }: GcpPushMetadata): protos.google.cloud.secretmanager.v1.IReplication {
  const encryption = kmsKeyName === '' ? {} : { customerManagedEncryption: { kmsKeyName } };
  if (locations.length === 0) return { automatic: encryption };
  return { userManaged: { replicas: locations.map((location) => ({ location, ...encryption })) } };
}

async function update({ key, labels, annotations }: Push, { manager: service, names, remote }: Writing): Promise<void> {
  const { etag } = (await remote.describe(key)) ?? {};
  const secret = { name: names.secret(key), labels, annotations, ...(etag ? { etag } : {}) };
  const updateMask = { paths: ['labels', 'annotations'] };
  const updated = await service.call<Secret>({ permission: 'secretmanager.secrets.update', on: key }, (client, once) =>
    client.updateSecret({ secret, updateMask }, once),
  );
  remote.described(key, updated);
}

async function addVersion(key: string, value: Bytes, { manager: service, names, remote }: Writing): Promise<void> {
  const payload = { data: bufferOf(value) };
  await service.call({ permission: 'secretmanager.versions.add', on: key }, (client, once) =>
    client.addSecretVersion({ parent: names.secret(key), payload }, once),
  );
  remote.wrote(key, value);
}

/** What is not there, or not ours, is left alone without a word. */
async function remove({ key, property }: EntryRef, writing: Writing): Promise<void> {
  const { manager: service, names, remote } = writing;
  const existing = isPossibleName(key) ? await remote.describe(key) : undefined;
  if (existing === undefined || !isManaged(existing)) return;
  if (property) {
    const before = await remote.value(key);
    const value = before === undefined ? undefined : withoutProperty(before, property);
    if (value === undefined) return;
    if (!isHollow(value)) {
      await addVersion(key, value, writing);
      return;
    }
  }
  const { etag } = existing;
  await service.find({ permission: 'secretmanager.secrets.delete', on: key }, (client, once) =>
    client.deleteSecret({ name: names.secret(key), ...(etag ? { etag } : {}) }, once),
  );
  remote.described(key, undefined);
}
