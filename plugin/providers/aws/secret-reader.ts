import {
  type APIErrorType,
  BatchGetSecretValueCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  type SecretValueEntry,
} from '@aws-sdk/client-secrets-manager';
import { manifestError } from '../../errors/manifest.ts';
import { storeError } from '../../errors/store.ts';
import type { RemoteRef } from '../../model/remote.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer, Client } from '../provider.ts';
import { awsRefusal } from './aws-code.ts';
import { awsFault, isAboutRequest, isDenied } from './aws-fault.ts';
import { pagesOf } from './pages-of.ts';
import type { SecretsConnection } from './secrets-connection.ts';
import { tagsJson } from './tags-json.ts';

/**
 * Reads secrets: the current values of several in one BatchGetSecretValue, versions and tags one by one.
 *
 * @remarks A batch needs an IAM action of its own. Once it is denied, this store reads one by one for the rest of the run.
 */
export function secretReader(connection: SecretsConnection): Client['read'] {
  let batchDenied = false;

  const readBatch = async (refs: readonly RemoteRef[]): Promise<ReadonlyMap<string, Answer>> => {
    try {
      return await batch(
        connection,
        refs.map(({ key }) => key),
      );
    } catch (thrown) {
      if (isDenied(thrown)) batchDenied = true;
      // One name that the service cannot read spoils the whole batch: asked for singly, only its own ref fails.
      if (isAboutRequest(thrown)) return new Map();
      const error = awsFault(thrown, { action: 'secretsmanager:BatchGetSecretValue', host: connection.calls.host });
      return new Map(refs.map(({ key }) => [key, { kind: 'failed', error }]));
    }
  };

  return async (refs) => {
    const current = refs.filter(isCurrentValue);
    const batched = current.length > 1 && !batchDenied ? await readBatch(current) : new Map<string, Answer>();
    return await Promise.all(
      refs.map((ref) => (isCurrentValue(ref) ? batched.get(ref.key) : undefined) ?? readOne(connection, ref)),
    );
  };
}

function isCurrentValue({ version, metadataPolicy }: RemoteRef): boolean {
  return version === undefined && metadataPolicy === undefined;
}

/** Gives what a batch settled; a key that it did not settle is missing from the answer. */
async function batch({ client, calls }: SecretsConnection, keys: readonly string[]): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const wanted = { SecretIdList: [...keys] };
  const pages = pagesOf((NextToken) =>
    calls.run(() => client.send(new BatchGetSecretValueCommand({ ...wanted, NextToken }))),
  );
  for await (const page of pages) {
    for (const entry of page.SecretValues ?? []) {
      for (const key of keys.filter((each) => isCalled(entry, each))) answers.set(key, valueAnswer(entry, key));
    }
    for (const fault of page.Errors ?? []) {
      const answer = settled(fault, calls.host);
      if (fault.SecretId !== undefined && answer !== undefined) answers.set(fault.SecretId, answer);
    }
  }
  return answers;
}

/** A caller may use the name, the ARN, or the ARN without the six random characters at its end. */
function isCalled({ Name, ARN }: SecretValueEntry, key: string): boolean {
  return key === Name || key === ARN || (key.startsWith('arn:') && key === ARN?.slice(0, -7));
}

/** What an item's fault in a batch means, where it is final; `undefined` where asking again may help. */
function settled({ ErrorCode, Message, SecretId = '' }: APIErrorType, host: string): Answer | undefined {
  const refusal = { code: ErrorCode ?? '', status: 400, message: Message ?? '' };
  if (isMissing(refusal)) return { kind: 'missing' };
  if (!/^(AccessDenied|DecryptionFailure|InvalidRequest|InvalidParameter|KMS)/.test(refusal.code)) return undefined;
  const cause = Object.assign(new Error(refusal.message), {
    name: refusal.code,
    $fault: 'client',
    $metadata: { httpStatusCode: 400 },
  });
  return {
    kind: 'failed',
    error: awsFault(cause, { action: 'secretsmanager:GetSecretValue', host, on: SecretId }),
  };
}

/**
 * Whether a refusal means that there is no such secret, version or stage.
 *
 * @remarks
 * A secret that is scheduled for deletion counts as gone. The operator looks for that under another exception than the
 * service sends, so that there it is an error whatever the deletion policy.
 */
function isMissing({ code, message }: { readonly code: string; readonly message: string }): boolean {
  if (code === 'ResourceNotFoundException') return true;
  return /^Invalid(Request|Parameter)Exception$/.test(code) && /marked (for deletion|deleted)/.test(message);
}

async function readOne(connection: SecretsConnection, ref: RemoteRef): Promise<Answer> {
  return ref.metadataPolicy === 'Fetch' ? await readTags(connection, ref) : await readValue(connection, ref);
}

/** `uuid/…` is a version id, anything else a stage. ESO: `constructSecretValue`. */
async function readValue({ client, calls }: SecretsConnection, { key, version }: RemoteRef): Promise<Answer> {
  const which = version?.startsWith('uuid/')
    ? { VersionId: version.slice('uuid/'.length) }
    : { VersionStage: version ?? 'AWSCURRENT' };
  const command = new GetSecretValueCommand({ SecretId: key, ...which });
  try {
    return valueAnswer(await calls.run(() => client.send(command)), key);
  } catch (thrown) {
    const refusal = awsRefusal(thrown);
    if (refusal !== undefined && isMissing(refusal)) return { kind: 'missing' };
    const facts = { action: 'secretsmanager:GetSecretValue', host: calls.host, on: key };
    return { kind: 'failed', error: awsFault(thrown, facts) };
  }
}

/** The text where there is one, even an empty one, else the bytes. */
function valueAnswer({ SecretString, SecretBinary }: SecretValueEntry, key: string): Answer {
  const value = SecretString ?? SecretBinary;
  if (value !== undefined) return { kind: 'value', value: new Sensitive(value) };
  return { kind: 'failed', error: manifestError('REMOTE_NO_VALUE', { what: 'the secret', key }) };
}

/** The tags as a JSON object. A secret that is not there is an error here, not a missing one. */
async function readTags({ client, calls }: SecretsConnection, { key }: RemoteRef): Promise<Answer> {
  try {
    const answer = await calls.run(() => client.send(new DescribeSecretCommand({ SecretId: key })));
    if (answer.ARN === undefined) {
      const facts = { call: 'secretsmanager:DescribeSecret', host: calls.host };
      return { kind: 'failed', error: storeError('STORE_ANSWER', facts) };
    }
    return { kind: 'value', value: tagsJson(answer.Tags ?? []) };
  } catch (thrown) {
    const refusal = awsRefusal(thrown);
    if (refusal?.code === 'ResourceNotFoundException') {
      return { kind: 'failed', error: manifestError('REMOTE_NOT_FOUND', { what: 'secret', key }) };
    }
    const facts = { action: 'secretsmanager:DescribeSecret', host: calls.host, on: key };
    return { kind: 'failed', error: awsFault(thrown, facts) };
  }
}
