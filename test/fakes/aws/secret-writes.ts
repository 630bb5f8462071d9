import { AwsError } from './aws-error.ts';
import { type AwsRequest, listIn, type Tag, textIn } from './request.ts';
import { addVersion, newSecret, refuseDeleted, type SecretRecord, type SecretShelf } from './secret-record.ts';

type Handler = (request: AwsRequest) => object;

interface Region {
  readonly Region: string;
  readonly KmsKeyId?: string;
}

/** The calls of Secrets Manager that change something. */
export function secretWrites(server: SecretShelf): ReadonlyMap<string, Handler> {
  const on = (change: (secret: SecretRecord, body: AwsRequest['body']) => object | undefined): Handler => {
    return ({ body, region }) => {
      const secret = server.find(textIn(body, 'SecretId'), region);
      return { ARN: secret.arn, Name: secret.name, ...change(secret, body) };
    };
  };
  return new Map<string, Handler>([
    ['CreateSecret', (request) => create(server, request)],
    ['PutSecretValue', on(putValue)],
    ['UpdateSecret', on(update)],
    ['TagResource', on(tag)],
    ['UntagResource', on(untag)],
    ['PutResourcePolicy', on((secret, body) => void Object.assign(secret, { policy: textIn(body, 'ResourcePolicy') }))],
    ['DeleteResourcePolicy', on((secret) => void Object.assign(secret, { policy: undefined }))],
    ['ReplicateSecretToRegions', on(replicate)],
    ['RemoveRegionsFromReplication', on(stopReplication)],
    ['RestoreSecret', on((secret) => void Object.assign(secret, { deletedForDays: undefined }))],
    ['DeleteSecret', on((secret, body) => remove(server, secret, body))],
  ]);
}

function create(server: SecretShelf, { body, region }: AwsRequest): object {
  const name = textIn(body, 'Name') ?? '';
  const existing = server.secrets.get(`${region} ${name}`);
  if (existing?.deletedForDays !== undefined) {
    throw new AwsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  }
  if (existing !== undefined) {
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  }
  const secret = newSecret(name, region);
  secret.description = textIn(body, 'Description');
  secret.kmsKeyId = textIn(body, 'KmsKeyId');
  secret.tags = [...listIn<Tag>(body, 'Tags')];
  replicate(secret, body);
  const value = valueIn(body);
  if (value !== undefined) addVersion(secret, value);
  server.secrets.set(`${region} ${name}`, secret);
  return { ARN: secret.arn, Name: secret.name };
}

function putValue(secret: SecretRecord, body: AwsRequest['body']): object {
  refuseDeleted(secret);
  const value = valueIn(body);
  if (value === undefined) {
    throw new AwsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.');
  }
  const stages = listIn<string>(body, 'VersionStages');
  const version = addVersion(secret, { ...value, ...(stages.length === 0 ? {} : { stages }) });
  return { VersionId: version.id, VersionStages: version.stages };
}

function update(secret: SecretRecord, body: AwsRequest['body']): object {
  refuseDeleted(secret);
  secret.description = textIn(body, 'Description') ?? secret.description;
  secret.kmsKeyId = textIn(body, 'KmsKeyId') ?? secret.kmsKeyId;
  const value = valueIn(body);
  return value === undefined ? {} : { VersionId: addVersion(secret, value).id };
}

/** An empty value counts as none, as in moto. */
function valueIn(body: AwsRequest['body']): { id?: string; text?: string; binary?: string } | undefined {
  const token = textIn(body, 'ClientRequestToken');
  const text = textIn(body, 'SecretString') || undefined;
  const binary = textIn(body, 'SecretBinary') || undefined;
  if (text === undefined && binary === undefined) return undefined;
  return {
    ...(token === undefined ? {} : { id: token }),
    ...(text === undefined ? {} : { text }),
    ...(binary === undefined ? {} : { binary }),
  };
}

function tag(secret: SecretRecord, body: AwsRequest['body']): undefined {
  const added = listIn<Tag>(body, 'Tags');
  const names = new Set(added.map(({ Key }) => Key));
  secret.tags = [...secret.tags.filter(({ Key }) => !names.has(Key)), ...added];
}

function untag(secret: SecretRecord, body: AwsRequest['body']): undefined {
  const removed = new Set(listIn<string>(body, 'TagKeys'));
  secret.tags = secret.tags.filter(({ Key }) => !removed.has(Key));
}

function replicate(secret: SecretRecord, body: AwsRequest['body']): object {
  for (const { Region, KmsKeyId } of listIn<Region>(body, 'AddReplicaRegions')) {
    if (Region === secret.region) throw new AwsError('InvalidParameterException', 'Invalid replica region.');
    secret.replicas.push({ region: Region, kmsKeyId: KmsKeyId });
  }
  return { ReplicationStatus: secret.replicas.map(({ region }) => ({ Region: region, Status: 'InSync' })) };
}

function stopReplication(secret: SecretRecord, body: AwsRequest['body']): object {
  const removed = new Set(listIn<string>(body, 'RemoveReplicaRegions'));
  secret.replicas = secret.replicas.filter(({ region }) => !removed.has(region));
  return { ReplicationStatus: [] };
}

function remove(server: SecretShelf, secret: SecretRecord, body: AwsRequest['body']): object {
  if (secret.replicas.length > 0) {
    throw new AwsError('InvalidParameterException', "You can't delete a secret that still has replica regions");
  }
  const days = body['RecoveryWindowInDays'];
  if (body['ForceDeleteWithoutRecovery'] === true) {
    if (days !== undefined) throw new AwsError('InvalidParameterException', 'force and a window together');
    server.secrets.delete(`${secret.region} ${secret.name}`);
    return { DeletionDate: 1_700_000_000 };
  }
  refuseDeleted(secret);
  secret.deletedForDays = typeof days === 'number' ? days : 30;
  return { DeletionDate: 1_700_000_000 };
}
