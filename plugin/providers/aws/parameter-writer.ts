import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  type Parameter,
  type ParameterTier,
  type ParameterType,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-ssm';
import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import { marshalJson, quoteJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { EntryRef, PushEntry, Writer } from '../provider.ts';
import { pushValue } from '../push-value.ts';
import { awsFault } from './aws-fault.ts';
import type { AwsSpec } from './aws-spec.ts';
import { isManaged, tagChanges, type WrittenTag } from './managed-tags.ts';
import { type ParameterMetadata, parameterMetadata } from './parameter-metadata.ts';
import type { ParametersConnection } from './parameters-connection.ts';
import { type RemoteParameters, remoteParameters } from './remote-parameters.ts';
import type { AwsTag } from './tags-json.ts';

/** A parameter as it stands. */
interface Existing {
  readonly parameter: Parameter;
  readonly tags: readonly AwsTag[];
}

interface Push {
  readonly name: string;
  readonly metadata: ParameterMetadata;
  readonly value: string;
  readonly existing: Existing | undefined;
  readonly isSame: boolean;
}

/**
 * Writes to Parameter Store.
 *
 * @remarks
 * ESO: `PushSecret`, `DeleteSecret`, `SecretExists`. A property is ignored, as there; two of them for one
 * parameter are the planner's to refuse. Where the value is the same nothing is touched, tags included.
 */
export function parameterWriter(connection: ParametersConnection, spec: AwsSpec): Writer {
  const writing: Writing = { ...connection, remote: remoteParameters(connection) };
  const nameOf = ({ key }: EntryRef) => `${spec.prefix}${key}`;
  return {
    ignoresProperty: true,
    existsByKey: true,
    exists: async (ref) => (await writing.remote.parameter(nameOf(ref))) !== undefined,
    async current(ref) {
      const { Value } = (await writing.remote.parameter(nameOf(ref))) ?? {};
      return Value === undefined ? undefined : new Sensitive(Value);
    },
    async check(entry) {
      const { existing, isSame } = await prepare(entry, nameOf(entry.ref), writing);
      if (existing === undefined) return 'create';
      return isSame ? 'none' : 'update';
    },
    async push(entry) {
      const push = await prepare(entry, nameOf(entry.ref), writing);
      if (!push.isSame) await put(push, writing);
    },
    delete: async (ref) => await remove(nameOf(ref), writing),
  };
}

interface Writing extends ParametersConnection {
  readonly remote: RemoteParameters;
}

async function prepare(entry: PushEntry, name: string, writing: Writing): Promise<Push> {
  const metadata = parameterMetadata(entry.metadata);
  const value = textIn(pushedValue(entry, metadata));
  if (value === '') throw manifestError('PUSH_UNFIT', { key: name, why: 'a parameter cannot be empty' });
  const existing = await existingOf(name, writing);
  if (existing === undefined) return { name, metadata, value, existing, isSame: false };
  if (!isManaged(existing.tags)) throw manifestError('PUSH_NOT_MANAGED', { what: 'parameter', key: name });
  if (existing.parameter.Value === 'sensitive') {
    throw manifestError('PUSH_UNFIT', { key: name, why: 'its value is hidden from us, so that it cannot be compared' });
  }
  return { name, metadata, value, existing, isSame: existing.parameter.Value === value };
}

/** The whole Secret goes with its values in base64, unless the metadata wants them as text. */
function pushedValue(entry: PushEntry, { encodeAsDecoded }: ParameterMetadata): Bytes {
  if (entry.secretKey || encodeAsDecoded) return pushValue(entry);
  const members = new Map(
    [...entry.data].map(([key, value]) => [bytesOf(key), bytesOf(value.reveal().toString('base64'))]),
  );
  return marshalJson(members, { escapeHtml: false });
}

/** Bytes that are no UTF-8 become U+FFFD, one for each, as Go's encoder writes them. */
function textIn(bytes: Bytes): string {
  return JSON.parse(textOf(quoteJson(bytes))) as string;
}

async function existingOf(name: string, { remote }: Writing): Promise<Existing | undefined> {
  const parameter = await remote.parameter(name);
  return parameter === undefined ? undefined : { parameter, tags: await remote.tags(name) };
}

async function put({ name, metadata, value, existing }: Push, writing: Writing): Promise<void> {
  const { type, keyId, tier, policies, description, tags } = metadata;
  const command = new PutParameterCommand({
    Name: name,
    Value: value,
    Type: type as ParameterType,
    Description: description,
    ...(type === 'SecureString' ? { KeyId: keyId } : {}),
    ...(tier === 'Advanced'
      ? { Tier: tier as ParameterTier, ...(policies === undefined ? {} : { Policies: policies }) }
      : {}),
    ...(existing === undefined ? { Tags: [...tags], Overwrite: false } : { Overwrite: true }),
  });
  await call(writing, 'PutParameter', name, () => writing.client.send(command));
  if (existing !== undefined) await syncTags(name, existing.tags, tags, writing);
  writing.remote.forget(name);
}

async function syncTags(
  name: string,
  have: readonly AwsTag[],
  want: readonly WrittenTag[],
  writing: Writing,
): Promise<void> {
  const { add, remove: gone } = tagChanges(have, want);
  const id = { ResourceType: 'Parameter', ResourceId: name } as const;
  const [tag, untag] = [
    new AddTagsToResourceCommand({ ...id, Tags: [...add] }),
    new RemoveTagsFromResourceCommand({ ...id, TagKeys: [...gone] }),
  ];
  if (gone.length > 0) await call(writing, 'RemoveTagsFromResource', name, () => writing.client.send(untag));
  if (add.length > 0) await call(writing, 'AddTagsToResource', name, () => writing.client.send(tag));
}

/** What is not there, or not ours, is left alone without a word. */
async function remove(name: string, writing: Writing): Promise<void> {
  const existing = await existingOf(name, writing);
  if (existing === undefined || !isManaged(existing.tags)) return;
  const command = new DeleteParameterCommand({ Name: name });
  await call(writing, 'DeleteParameter', name, () => writing.client.send(command));
  writing.remote.forget(name);
}

async function call<T>(
  { calls }: ParametersConnection,
  operation: string,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await calls.run(work);
  } catch (thrown) {
    throw awsFault(thrown, { action: `ssm:${operation}`, host: calls.host, on: name });
  }
}
