import { AwsError } from './aws-error.ts';
import type { ParameterRecord, ParameterShelf, ParameterVersion } from './parameter-record.ts';
import { type AwsRequest, listIn, type Tag, textIn } from './request.ts';

/** The calls of Parameter Store that change something. */
export function parameterWrites(server: ParameterShelf): ReadonlyMap<string, (request: AwsRequest) => object> {
  return new Map([
    ['PutParameter', (request: AwsRequest) => put(server, request)],
    ['DeleteParameter', (request: AwsRequest) => remove(server, request)],
    ['LabelParameterVersion', (request: AwsRequest) => label(server, request)],
    ['AddTagsToResource', (request: AwsRequest) => tag(server, request)],
    ['RemoveTagsFromResource', (request: AwsRequest) => untag(server, request)],
  ]);
}

function put(server: ParameterShelf, { body, region }: AwsRequest): object {
  const name = textIn(body, 'Name') ?? '';
  const value = textIn(body, 'Value') ?? '';
  const tags = listIn<Tag>(body, 'Tags');
  const existing = server.parameters.get(`${region} ${name}`);
  const previous = existing?.versions.at(-1);
  if (value === '') throw new AwsError('ValidationException', 'the value must have a length of 1 at least');
  if (body['Overwrite'] === true && tags.length > 0) {
    throw new AwsError('ValidationException', "tags and overwrite can't be used together");
  }
  if (previous !== undefined && body['Overwrite'] !== true) throw new AwsError('ParameterAlreadyExists');
  const version = nextVersion(body, previous, value);
  const parameter: ParameterRecord = existing ?? { name, region, versions: [], tags: new Map() };
  parameter.versions.push(version);
  for (const { Key, Value } of tags) parameter.tags.set(Key, Value);
  server.parameters.set(`${region} ${name}`, parameter);
  return { Version: version.version, Tier: version.tier };
}

function nextVersion(
  body: AwsRequest['body'],
  previous: ParameterVersion | undefined,
  value: string,
): ParameterVersion {
  const type = textIn(body, 'Type') ?? previous?.type ?? '';
  if (!['String', 'SecureString', 'StringList'].includes(type)) {
    throw new AwsError('ValidationException', "Value at 'type' failed to satisfy constraint");
  }
  return {
    version: (previous?.version ?? 0) + 1,
    type,
    value,
    description: textIn(body, 'Description') ?? previous?.description,
    keyId: type === 'SecureString' ? (textIn(body, 'KeyId') ?? previous?.keyId ?? 'alias/aws/ssm') : undefined,
    tier: textIn(body, 'Tier') ?? previous?.tier ?? 'Standard',
    policies: textIn(body, 'Policies'),
    labels: [],
  };
}

function remove(server: ParameterShelf, { body, region }: AwsRequest): object {
  if (!server.parameters.delete(`${region} ${textIn(body, 'Name')}`)) throw new AwsError('ParameterNotFound');
  return {};
}

function label(server: ParameterShelf, { body, region }: AwsRequest): object {
  const { parameter } = server.find(textIn(body, 'Name') ?? '', region);
  const labels = listIn<string>(body, 'Labels');
  const number = typeof body['ParameterVersion'] === 'number' ? body['ParameterVersion'] : parameter.versions.length;
  for (const version of parameter.versions) {
    version.labels = version.labels.filter((other) => !labels.includes(other));
    if (version.version === number) version.labels.push(...labels);
  }
  return { InvalidLabels: [], ParameterVersion: number };
}

function tag(server: ParameterShelf, { body, region }: AwsRequest): object {
  const parameter = server.taggable(textIn(body, 'ResourceId'), region);
  for (const { Key, Value } of listIn<Tag>(body, 'Tags')) parameter.tags.set(Key, Value);
  return {};
}

function untag(server: ParameterShelf, { body, region }: AwsRequest): object {
  const parameter = server.taggable(textIn(body, 'ResourceId'), region);
  for (const key of listIn<string>(body, 'TagKeys')) parameter.tags.delete(key);
  return {};
}
