import {
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  type DescribeSecretCommandOutput,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RemoveRegionsFromReplicationCommand,
  ReplicateSecretToRegionsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import { manifestError } from '../../errors/manifest.ts';
import { bufferOf, textOf } from '../../go/byte-string.ts';
import { quoteJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { isHollow, withoutProperty, withProperty } from '../json-property.ts';
import type { EntryRef, PushEntry, Writer } from '../provider.ts';
import { pushValue } from '../push-value.ts';
import { awsFault } from './aws-fault.ts';
import type { AwsSpec } from './aws-spec.ts';
import { isManaged, tagChanges } from './managed-tags.ts';
import { type RemoteSecrets, remoteSecrets, type SecretBytes } from './remote-secrets.ts';
import { type SecretMetadata, secretMetadata } from './secret-metadata.ts';
import type { SecretsConnection } from './secrets-connection.ts';

/** What a push comes to. */
interface Push {
  readonly name: string;
  readonly metadata: SecretMetadata;
  readonly policy: string | undefined;
  /** Absent where the secret is made. */
  readonly existing: DescribeSecretCommandOutput | undefined;
  readonly value: SecretBytes;
  readonly isSame: boolean;
}

/**
 * Writes to Secrets Manager.
 *
 * @remarks
 * ESO: `PushSecret`, `DeleteSecret`, `SecretExists`. Where the operator deletes a whole secret because one
 * property is no longer pushed, only the property goes.
 */
export function secretWriter(connection: SecretsConnection, spec: AwsSpec): Writer {
  const remote = remoteSecrets(connection);
  const writing = { ...connection, spec, remote };
  const nameOf = ({ key }: EntryRef) => `${spec.prefix}${key}`;
  const prepared = async (entry: PushEntry) => await prepare(entry, nameOf(entry.ref), writing);
  return {
    existsByKey: true,
    exists: async (ref) => (await remote.value(nameOf(ref))) !== undefined,
    async current(ref) {
      const name = nameOf(ref);
      const value = hasValue(await remote.describe(name)) ? await remote.value(name) : undefined;
      return value === undefined ? undefined : new Sensitive(bufferOf(value.bytes));
    },
    async check(entry) {
      const push = await prepared(entry);
      if (push.existing === undefined) return 'create';
      return push.isSame && !changesTags(push) && !changesRegions(push) ? 'none' : 'update';
    },
    async push(entry) {
      const push = await prepared(entry);
      await (push.existing === undefined ? create(push, writing) : update(push, push.existing, writing));
    },
    delete: async (ref) => await remove(ref, nameOf(ref), writing),
  };
}

interface Writing extends SecretsConnection {
  readonly spec: AwsSpec;
  readonly remote: RemoteSecrets;
}

/** Everything but the writing: what can be wrong is found here. */
async function prepare(entry: PushEntry, name: string, writing: Writing): Promise<Push> {
  const metadata = secretMetadata(entry.metadata);
  const policy = await policyText(metadata, entry, writing);
  const own = pushValue(entry);
  const existing = await writing.remote.describe(name);
  if (existing !== undefined) checkOwned(existing, name);
  const before = hasValue(existing) ? await writing.remote.value(name) : undefined;
  const { property } = entry.ref;
  const bytes = property ? withProperty(before?.bytes, { key: name, property }, own) : own;
  return {
    name,
    metadata,
    policy,
    existing,
    value: { bytes, format: metadata.format },
    isSame: before?.bytes === bytes,
  };
}

function hasValue(existing: DescribeSecretCommandOutput | undefined): boolean {
  return Object.values(existing?.VersionIdsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT'));
}

function checkOwned(existing: DescribeSecretCommandOutput, name: string): void {
  if (!isManaged(existing.Tags)) throw manifestError('PUSH_NOT_MANAGED', { what: 'secret', key: name });
  if (existing.DeletedDate !== undefined) {
    throw manifestError('PUSH_UNFIT', { key: name, why: 'the secret is scheduled for deletion; restore it, or wait' });
  }
}

async function policyText(
  { policy }: SecretMetadata,
  { secret }: PushEntry,
  { context, spec }: Writing,
): Promise<string | undefined> {
  if (policy === undefined) return undefined;
  const { kind, name, key } = policy;
  const text = await context.secretKey({ kind, name, key, namespace: secret.namespace, place: spec.identity.place });
  return text.reveal().toString('utf8');
}

async function create({ name, metadata, policy, value }: Push, writing: Writing): Promise<void> {
  const { kmsKeyId, description, tags, regions = [] } = metadata;
  const command = new CreateSecretCommand({
    Name: name,
    ...sent(value),
    Description: description,
    KmsKeyId: kmsKeyId,
    Tags: [...tags],
    ...(regions.length === 0 ? {} : { AddReplicaRegions: regions.map((Region) => ({ Region })) }),
    ClientRequestToken: '00000000-0000-0000-0000-000000000001',
  });
  await call(writing, 'CreateSecret', name, () => writing.client.send(command));
  writing.remote.forget(name);
  writing.remote.wrote(name, value);
  if (policy !== undefined) await putPolicy(name, policy, metadata, writing);
}

async function update(push: Push, existing: DescribeSecretCommandOutput, writing: Writing): Promise<void> {
  const { name, metadata, policy, value, isSame } = push;
  const { client, remote } = writing;
  const id = { SecretId: existing.ARN ?? name };
  if (changesTags(push)) {
    const { add, remove: gone } = tagChanges(existing.Tags ?? [], metadata.tags);
    const [tag, untag] = [
      new TagResourceCommand({ ...id, Tags: [...add] }),
      new UntagResourceCommand({ ...id, TagKeys: [...gone] }),
    ];
    if (gone.length > 0) await call(writing, 'UntagResource', name, () => client.send(untag));
    if (add.length > 0) await call(writing, 'TagResource', name, () => client.send(tag));
  }
  if (policy === undefined) {
    const command = new DeleteResourcePolicyCommand(id);
    await call(writing, 'DeleteResourcePolicy', name, () => client.send(command));
  } else await putPolicy(name, policy, metadata, writing);
  if (metadata.regions !== undefined) await replicate(name, existing, metadata.regions, writing);
  if (isSame) return;
  const command = new PutSecretValueCommand({ ...id, ...sent(value) });
  await call(writing, 'PutSecretValue', name, () => client.send(command));
  remote.wrote(name, value);
}

function changesTags({ existing, metadata }: Push): boolean {
  if (existing === undefined || !metadata.namesTags) return false;
  const { add, remove: gone } = tagChanges(existing.Tags ?? [], metadata.tags);
  return add.length + gone.length > 0;
}

function changesRegions({ existing, metadata: { regions } }: Push): boolean {
  if (existing === undefined || regions === undefined) return false;
  const have = regionsOf(existing);
  return have.length !== new Set(regions).size || regions.some((region) => !have.includes(region));
}

function regionsOf({ ReplicationStatus = [] }: DescribeSecretCommandOutput): readonly string[] {
  return ReplicationStatus.flatMap(({ Region }) => (Region === undefined ? [] : [Region]));
}

async function putPolicy(name: string, policy: string, metadata: SecretMetadata, writing: Writing): Promise<void> {
  const blockPublic = metadata.policy?.blockPublic;
  const command = new PutResourcePolicyCommand({
    SecretId: name,
    ResourcePolicy: policy,
    ...(blockPublic === undefined ? {} : { BlockPublicPolicy: blockPublic }),
  });
  await call(writing, 'PutResourcePolicy', name, () => writing.client.send(command));
}

async function replicate(
  name: string,
  existing: DescribeSecretCommandOutput,
  regions: readonly string[],
  writing: Writing,
): Promise<void> {
  const have = regionsOf(existing);
  const add = regions.filter((region) => !have.includes(region));
  const gone = have.filter((region) => !regions.includes(region));
  if (gone.length > 0) await detach(name, gone, writing);
  if (add.length === 0) return;
  const command = new ReplicateSecretToRegionsCommand({
    SecretId: name,
    AddReplicaRegions: add.map((Region) => ({ Region })),
  });
  await call(writing, 'ReplicateSecretToRegions', name, () => writing.client.send(command));
}

async function detach(name: string, regions: readonly string[], writing: Writing): Promise<void> {
  const command = new RemoveRegionsFromReplicationCommand({ SecretId: name, RemoveReplicaRegions: [...regions] });
  await call(writing, 'RemoveRegionsFromReplication', name, () => writing.client.send(command));
}

/** What is not there, or not ours, is left alone without a word. */
async function remove({ property }: EntryRef, name: string, writing: Writing): Promise<void> {
  const { client, remote, spec } = writing;
  const existing = await remote.describe(name);
  if (existing === undefined || existing.DeletedDate !== undefined || !isManaged(existing.Tags)) return;
  const before = await remote.value(name);
  if (before === undefined) return;
  if (property) {
    const bytes = withoutProperty(before.bytes, property);
    if (bytes === undefined) return;
    if (!isHollow(bytes)) {
      const command = new PutSecretValueCommand({ SecretId: existing.ARN ?? name, ...sent({ ...before, bytes }) });
      await call(writing, 'PutSecretValue', name, () => client.send(command));
      remote.wrote(name, { ...before, bytes });
      return;
    }
  }
  const regions = regionsOf(existing);
  if (regions.length > 0) await detach(name, regions, writing);
  const { force, recoveryWindowInDays } = spec.deletion;
  const command = new DeleteSecretCommand({
    SecretId: existing.ARN ?? name,
    ...(force ? { ForceDeleteWithoutRecovery: true } : {}),
    ...(recoveryWindowInDays === 0 ? {} : { RecoveryWindowInDays: recoveryWindowInDays }),
  });
  await call(writing, 'DeleteSecret', name, () => client.send(command));
  remote.forget(name);
}

/** As text bytes that are no UTF-8 become U+FFFD, one for each, as Go's encoder writes them. */
function sent({ bytes, format }: SecretBytes): { readonly SecretBinary: Buffer } | { readonly SecretString: string } {
  if (format === 'binary') return { SecretBinary: bufferOf(bytes) };
  return { SecretString: JSON.parse(textOf(quoteJson(bytes))) as string };
}

async function call<T>({ calls }: Writing, operation: string, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await calls.run(work);
  } catch (thrown) {
    throw awsFault(thrown, { action: `secretsmanager:${operation}`, host: calls.host, on: name });
  }
}
