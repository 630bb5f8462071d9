import {
  GetParameterCommand,
  GetParametersCommand,
  ListTagsForResourceCommand,
  type Parameter,
} from '@aws-sdk/client-ssm';
import { manifestError } from '../../errors/manifest.ts';
import { storeError } from '../../errors/store.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer, Client } from '../provider.ts';
import { awsRefusal } from './aws-code.ts';
import { awsFault, isAboutRequest, isDenied } from './aws-fault.ts';
import type { ParametersConnection } from './parameters-connection.ts';
import { tagsJson } from './tags-json.ts';

/**
 * Reads parameters: several in one GetParameters, tags one by one.
 *
 * @remarks GetParameters needs an IAM action of its own. Once it is denied, this store reads one by one for the rest of the run.
 */
export function parameterReader(connection: ParametersConnection): Client['read'] {
  let batchDenied = false;

  const readBatch = async (refs: readonly RemoteRef[]): Promise<ReadonlyMap<RemoteRef, Answer>> => {
    try {
      return await batch(connection, refs);
    } catch (thrown) {
      if (isDenied(thrown)) batchDenied = true;
      // One name that the service cannot read spoils the whole batch: asked for singly, only its own ref fails.
      if (isAboutRequest(thrown)) return new Map();
      const error = awsFault(thrown, { action: 'ssm:GetParameters', host: connection.calls.host });
      return new Map(refs.map((ref) => [ref, { kind: 'failed', error }]));
    }
  };

  return async (refs) => {
    const together = batchOf(refs);
    const batched = together.length > 1 && !batchDenied ? await readBatch(together) : new Map<RemoteRef, Answer>();
    return await Promise.all(refs.map((ref) => batched.get(ref) ?? readOne(connection, ref)));
  };
}

/** One version of each parameter: two of one cannot be told apart in an answer, which carries the bare name. */
function batchOf(refs: readonly RemoteRef[]): readonly RemoteRef[] {
  const byName = new Map<string, RemoteRef>();
  for (const ref of refs) {
    if (ref.metadataPolicy === undefined && !byName.has(splitName(ref).name)) byName.set(splitName(ref).name, ref);
  }
  return [...byName.values()];
}

/** Gives what a batch settled. */
async function batch(
  { client, calls }: ParametersConnection,
  refs: readonly RemoteRef[],
): Promise<ReadonlyMap<RemoteRef, Answer>> {
  const command = new GetParametersCommand({ Names: refs.map(fullName), WithDecryption: true });
  const answer = await calls.run(() => client.send(command));
  const invalid = new Set(answer.InvalidParameters ?? []);
  const answers = new Map<RemoteRef, Answer>();
  for (const ref of refs) {
    const { name, selector } = splitName(ref);
    const found = answer.Parameters?.find(({ Name, ARN }) => Name === name || ARN === name);
    if (found !== undefined) answers.set(ref, valueAnswer(found, ref.key));
    // With a selector it may be the version that is unknown, which is no missing parameter: asked for singly, the service tells.
    else if (invalid.has(fullName(ref)) && selector === undefined) answers.set(ref, { kind: 'missing' });
  }
  return answers;
}

/** `name`, or `name:3`, or `name:label`. */
function fullName({ key, version }: RemoteRef): string {
  return version === undefined ? key : `${key}:${version}`;
}

/** Takes a version or label off a name; the key itself may carry one. Colons that belong to an ARN stay. */
function splitName(ref: RemoteRef): { readonly name: string; readonly selector: string | undefined } {
  const [, name = '', selector] = /^((?:arn:(?:[^:]*:){4})?[^:]*)(?::(.*))?$/s.exec(fullName(ref)) ?? [];
  return { name, selector };
}

async function readOne(connection: ParametersConnection, ref: RemoteRef): Promise<Answer> {
  return ref.metadataPolicy === 'Fetch' ? await readTags(connection, ref) : await readValue(connection, ref);
}

/** An unknown version is an error, as in the operator; an unknown label is answered like an unknown parameter. */
async function readValue({ client, calls }: ParametersConnection, ref: RemoteRef): Promise<Answer> {
  const command = new GetParameterCommand({ Name: fullName(ref), WithDecryption: true });
  try {
    const { Parameter: found } = await calls.run(() => client.send(command));
    if (found !== undefined) return valueAnswer(found, ref.key);
    return { kind: 'failed', error: storeError('STORE_ANSWER', { call: 'ssm:GetParameter', host: calls.host }) };
  } catch (thrown) {
    const code = awsRefusal(thrown)?.code;
    if (code === 'ParameterNotFound') return { kind: 'missing' };
    if (code === 'ParameterVersionNotFound') {
      return {
        kind: 'failed',
        error: manifestError('REMOTE_VERSION_NOT_FOUND', { what: 'parameter', key: fullName(ref) }),
      };
    }
    return { kind: 'failed', error: awsFault(thrown, { action: 'ssm:GetParameter', host: calls.host, on: ref.key }) };
  }
}

function valueAnswer({ Value }: Parameter, key: string): Answer {
  if (Value !== undefined) return { kind: 'value', value: new Sensitive(Value) };
  return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'the parameter', key }) };
}

/** The tags as a JSON object. A parameter that is not there is an error here, not a missing one. */
async function readTags({ client, calls }: ParametersConnection, ref: RemoteRef): Promise<Answer> {
  const command = new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: fullName(ref) });
  try {
    const answer = await calls.run(() => client.send(command));
    return { kind: 'value', value: tagsJson(answer.TagList ?? []) };
  } catch (thrown) {
    const { key } = ref;
    if (awsRefusal(thrown)?.code === 'InvalidResourceId') {
      return { kind: 'failed', error: manifestError('REMOTE_NOT_FOUND', { what: 'parameter', key }) };
    }
    return {
      kind: 'failed',
      error: awsFault(thrown, { action: 'ssm:ListTagsForResource', host: calls.host, on: key }),
    };
  }
}
