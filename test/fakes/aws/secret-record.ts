import { randomInt, randomUUID } from 'node:crypto';
import { AwsError } from './aws-error.ts';
import type { Tag } from './request.ts';

/** One version of a secret: text or base64. */
export interface SecretVersion {
  readonly id: string;
  readonly text?: string;
  readonly binary?: string;
  stages: string[];
}

/** A secret as the server keeps it. */
export interface SecretRecord {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  description: string | undefined;
  kmsKeyId: string | undefined;
  tags: Tag[];
  /** In the order of their creation. */
  readonly versions: Map<string, SecretVersion>;
  replicas: { region: string; kmsKeyId: string | undefined }[];
  policy: string | undefined;
  /** The recovery window of a secret that is scheduled for deletion. */
  deletedForDays: number | undefined;
}

/** Where the secrets of a server stand. */
export interface SecretShelf {
  /** By region and name. */
  readonly secrets: Map<string, SecretRecord>;
  find(id: string | undefined, region: string): SecretRecord;
}

/** What a conformance case puts into Secrets Manager (test/conformance/providers/README.md). */
export interface SecretSeed {
  readonly name: string;
  readonly SecretString?: string;
  readonly SecretBinaryBase64?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly description?: string;
  readonly kmsKeyId?: string;
  readonly deleted?: boolean;
  readonly versions?: readonly {
    readonly id?: string;
    readonly SecretString?: string;
    readonly SecretBinaryBase64?: string;
    readonly stages?: readonly string[];
  }[];
}

/** Makes an empty secret, with the six random letters that AWS puts behind its ARN. */
export function newSecret(name: string, region: string): SecretRecord {
  const suffix = Array.from({ length: 6 }, () => String.fromCharCode(97 + randomInt(26))).join('');
  return {
    name,
    arn: `arn:aws:secretsmanager:${region}:123456789012:secret:${name}-${suffix}`,
    region,
    description: undefined,
    kmsKeyId: undefined,
    tags: [],
    versions: new Map(),
    replicas: [],
    policy: undefined,
    deletedForDays: undefined,
  };
}

/** Adds a version and moves the stages to it: the old AWSCURRENT becomes AWSPREVIOUS. */
export function addVersion(
  secret: SecretRecord,
  version: {
    readonly id?: string;
    readonly text?: string;
    readonly binary?: string;
    readonly stages?: readonly string[];
  },
): SecretVersion {
  const stages = [...(version.stages ?? ['AWSCURRENT'])];
  if (secret.versions.size === 0 && !stages.includes('AWSCURRENT')) stages.push('AWSCURRENT');
  if (stages.includes('AWSCURRENT')) {
    const current = [...secret.versions.values()].find((other) => other.stages.includes('AWSCURRENT'));
    if (current !== undefined) {
      takeStages(secret, ['AWSPREVIOUS']);
      current.stages.push('AWSPREVIOUS');
    }
  }
  takeStages(secret, stages);
  const added: SecretVersion = { ...version, id: version.id ?? randomUUID(), stages };
  secret.versions.set(added.id, added);
  return added;
}

/** Makes the secret that a seed describes. */
export function seededSecret(seed: SecretSeed, region: string): SecretRecord {
  const secret = newSecret(seed.name, region);
  secret.description = seed.description;
  secret.kmsKeyId = seed.kmsKeyId;
  secret.tags = Object.entries(seed.tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
  for (const version of versionsOf(seed)) {
    addVersion(secret, {
      ...(version.id === undefined ? {} : { id: version.id }),
      ...(version.SecretString === undefined ? {} : { text: version.SecretString }),
      ...(version.SecretBinaryBase64 === undefined ? {} : { binary: version.SecretBinaryBase64 }),
      ...(version.stages === undefined ? {} : { stages: version.stages }),
    });
  }
  if (seed.deleted === true) secret.deletedForDays = 7;
  return secret;
}

/** Refuses what AWS refuses for a secret that is scheduled for deletion. */
export function refuseDeleted(secret: SecretRecord): void {
  if (secret.deletedForDays === undefined) return;
  throw new AwsError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}

function versionsOf(seed: SecretSeed): NonNullable<SecretSeed['versions']> {
  if (seed.versions !== undefined) return seed.versions;
  const { SecretString, SecretBinaryBase64 } = seed;
  if (SecretString !== undefined) return [{ SecretString }];
  return SecretBinaryBase64 === undefined ? [] : [{ SecretBinaryBase64 }];
}

function takeStages(secret: SecretRecord, stages: readonly string[]): void {
  for (const version of secret.versions.values()) {
    version.stages = version.stages.filter((stage) => !stages.includes(stage));
  }
}
