import type { AwsFake } from './aws-fake.ts';
import type { ParameterRecord } from './parameter-record.ts';
import type { SecretRecord } from './secret-record.ts';

/** Everything that stands in the servers, as `expected.remote` of push-secret.json lists it. */
export interface RemoteState {
  readonly 'aws-sm': readonly object[];
  readonly 'aws-ssm': readonly object[];
}

/** Lists it, by name. */
export function remoteState({ secrets, parameters }: AwsFake): RemoteState {
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);
  return {
    'aws-sm': [...secrets.secrets.values()].sort(byName).map(secretState),
    'aws-ssm': [...parameters.parameters.values()].sort(byName).map(parameterState),
  };
}

function secretState(secret: SecretRecord): object {
  const current = [...secret.versions.values()].find(({ stages }) => stages.includes('AWSCURRENT'));
  const deleted = secret.deletedForDays;
  return {
    name: secret.name,
    ...(deleted !== undefined || current?.text === undefined ? {} : { SecretString: current.text }),
    ...(deleted !== undefined || current?.binary === undefined ? {} : { SecretBinaryBase64: current.binary }),
    tags: Object.fromEntries(secret.tags.map(({ Key, Value }) => [Key, Value])),
    ...(secret.description ? { description: secret.description } : {}),
    // moto hides the default key.
    ...([undefined, 'alias/aws/secretsmanager'].includes(secret.kmsKeyId) ? {} : { kmsKeyId: secret.kmsKeyId }),
    versions: secret.versions.size,
    ...(secret.replicas.length === 0 ? {} : { replicas: secret.replicas.map(({ region }) => region).sort() }),
    ...(secret.policy === undefined ? {} : { resourcePolicy: secret.policy }),
    ...(deleted === undefined ? {} : { deleted: true, recoveryDays: deleted }),
  };
}

function parameterState({ name, versions, tags }: ParameterRecord): object {
  const current = versions.at(-1);
  return {
    name,
    type: current?.type,
    value: current?.value,
    version: current?.version,
    tags: Object.fromEntries(tags),
    ...(current?.description === undefined ? {} : { description: current.description }),
    tier: current?.tier,
    ...(current?.keyId === undefined ? {} : { keyId: current.keyId }),
  };
}
