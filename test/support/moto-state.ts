import {
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  DescribeParametersCommand,
  GetParameterCommand,
  ListTagsForResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'ambient-secret-key' };

/** Everything that stands in moto, as `expected.remote` of push-secret.json lists it. */
export async function motoState(url: string): Promise<Readonly<Record<'aws-sm' | 'aws-ssm', readonly object[]>>> {
  const settings = { region: 'us-east-1', endpoint: url, credentials };
  const [secrets, parameters] = [new SecretsManagerClient(settings), new SSMClient(settings)];
  try {
    return { 'aws-sm': await secretsOf(secrets), 'aws-ssm': await parametersOf(parameters) };
  } finally {
    secrets.destroy();
    parameters.destroy();
  }
}

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const tagsOf = (tags: readonly Tag[] = []) => Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

async function secretsOf(client: SecretsManagerClient): Promise<readonly object[]> {
  const { SecretList = [] } = await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
  return (await Promise.all(SecretList.map(({ Name = '' }) => secretOf(client, Name)))).sort(byName);
}

async function secretOf(client: SecretsManagerClient, name: string) {
  const id = { SecretId: name };
  const about = await client.send(new DescribeSecretCommand(id));
  const { DeletedDate, Description, KmsKeyId, ReplicationStatus = [], Tags } = about;
  const versions = await client
    .send(new ListSecretVersionIdsCommand({ ...id, IncludeDeprecated: true }))
    .catch(() => ({ Versions: [] }));
  const value = await client.send(new GetSecretValueCommand(id)).catch(() => undefined);
  const { ResourcePolicy } = await client
    .send(new GetResourcePolicyCommand(id))
    .catch(() => ({ ResourcePolicy: undefined }));
  return {
    name,
    ...(value?.SecretString === undefined ? {} : { SecretString: value.SecretString }),
    ...(value?.SecretBinary === undefined
      ? {}
      : { SecretBinaryBase64: Buffer.from(value.SecretBinary).toString('base64') }),
    tags: tagsOf(Tags),
    ...(Description ? { description: Description } : {}),
    // moto hides the default key from nobody who asks for it by name.
    ...([undefined, 'alias/aws/secretsmanager'].includes(KmsKeyId) ? {} : { kmsKeyId: KmsKeyId }),
    versions: versions.Versions?.length ?? 0,
    ...(ReplicationStatus.length === 0 ? {} : { replicas: ReplicationStatus.map(({ Region = '' }) => Region).sort() }),
    ...(ResourcePolicy === undefined ? {} : { resourcePolicy: ResourcePolicy }),
    ...(DeletedDate === undefined
      ? {}
      : { deleted: true, recoveryDays: Math.round((DeletedDate.getTime() - Date.now()) / 86_400_000) }),
  };
}

async function parametersOf(client: SSMClient): Promise<readonly object[]> {
  const { Parameters = [] } = await client.send(new DescribeParametersCommand({}));
  const each = Parameters.map(async ({ Name = '', Description, KeyId, Tier }) => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    const { TagList } = await client.send(
      new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: Name }),
    );
    return {
      name: Name,
      type: Parameter?.Type,
      value: Parameter?.Value,
      version: Parameter?.Version,
      tags: tagsOf(TagList),
      ...(Description === undefined ? {} : { description: Description }),
      tier: Tier,
      ...(KeyId === undefined ? {} : { keyId: KeyId }),
    };
  });
  return (await Promise.all(each)).sort(byName);
}
