import { AwsError } from './aws-error.ts';
import { pageOf } from './pages.ts';
import { type AwsRequest, listIn, textIn } from './request.ts';
import {
  refuseDeleted,
  type SecretRecord,
  type SecretSeed,
  type SecretShelf,
  type SecretVersion,
  seededSecret,
} from './secret-record.ts';
import { secretWrites } from './secret-writes.ts';

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/

interface Filter {
  readonly Key?: string;
  readonly Values?: readonly string[];
}

/** Secrets Manager: its reads; the writes stand in `secret-writes.ts`. */
export class SecretsManagerFake implements SecretShelf {
  readonly secrets = new Map<string, SecretRecord>();
  /** Names whose value may not be read; a batch lists them among its errors. */
  readonly denied = new Set<string>();
  /** AWS answers 20 values a page; moto does not page. */
  batchPage = 20;
  listPage = 100;

  seed(seeds: readonly SecretSeed[], region = 'us-east-1'): void {
    for (const seed of seeds) this.secrets.set(`${region} ${seed.name}`, seededSecret(seed, region));
  }

  answer(operation: string, request: AwsRequest): object {
    const reads: Record<string, (request: AwsRequest) => object> = {
      GetSecretValue: (asked) => this.#getValue(asked),
      BatchGetSecretValue: (asked) => this.#batch(asked),
      ListSecrets: (asked) => this.#list(asked),
      DescribeSecret: (asked) => describe(this.find(textIn(asked.body, 'SecretId'), asked.region)),
      GetResourcePolicy: (asked) => {
        const secret = this.find(textIn(asked.body, 'SecretId'), asked.region);
        return { ARN: secret.arn, Name: secret.name, ResourcePolicy: secret.policy };
      },
    };
    const handler = Object.hasOwn(reads, operation) ? reads[operation] : secretWrites(this).get(operation);
    if (handler === undefined) throw new AwsError('UnknownOperationException');
    return handler(request);
  }

  /** Looks a secret up by name, ARN or the ARN without its random end. */
  find(id: string | undefined, region: string): SecretRecord {
    for (const secret of this.#in(region)) {
      if (id === secret.name || id === secret.arn || id === secret.arn.slice(0, -7)) return secret;
    }
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  #in(region: string): readonly SecretRecord[] {
    return [...this.secrets.values()].filter((secret) => secret.region === region);
  }

  #getValue({ body, region }: AwsRequest): object {
    const secret = this.find(textIn(body, 'SecretId'), region);
    return this.#value(secret, textIn(body, 'VersionId'), textIn(body, 'VersionStage') ?? 'AWSCURRENT');
  }

  #value(secret: SecretRecord, id: string | undefined, stage: string): object {
    if (this.denied.has(secret.name)) {
      throw new AwsError('AccessDeniedException', `User is not authorized to perform: secretsmanager:GetSecretValue`);
    }
    refuseDeleted(secret);
    const versions = [...secret.versions.values()];
    const version = id === undefined ? versions.find(({ stages }) => stages.includes(stage)) : secret.versions.get(id);
    if (version === undefined) {
      const what = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
      throw new AwsError(
        'ResourceNotFoundException',
        `Secrets Manager can't find the specified secret value for ${what}`,
      );
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: version.stages,
      ...valueIn(version),
    };
  }

  #batch({ body, region }: AwsRequest): object {
    const ids = listIn<string>(body, 'SecretIdList');
    const filters = listIn<Filter>(body, 'Filters');
    if (ids.length > 0 && filters.length > 0) {
      throw new AwsError('InvalidParameterException', "Either 'SecretIdList' or 'Filters' must be provided, not both.");
    }
    if (ids.length > 20) {
      throw new AwsError('ValidationException', "Value at 'secretIdList' failed to satisfy constraint: at most 20.");
    }
    const matches = this.#in(region).filter(
      (secret) => secret.deletedForDays === undefined && matchesAll(secret, filters),
    );
    const wanted = ids.length > 0 ? ids : matches.map(({ name }) => name);
    const { page, next } = pageOf(wanted, this.batchPage, textIn(body, 'NextToken'));
    const values: object[] = [];
    const errors: object[] = [];
    for (const id of page) {
      try {
        values.push(this.#value(this.find(id, region), undefined, 'AWSCURRENT'));
      } catch (thrown) {
        if (!(thrown instanceof AwsError)) throw thrown;
        errors.push({ SecretId: id, ErrorCode: thrown.code, Message: thrown.message });
      }
    }
    return { SecretValues: values.reverse(), Errors: errors, NextToken: next };
  }

  #list({ body, region }: AwsRequest): object {
    const matches = this.#in(region)
      .filter((secret) => body['IncludePlannedDeletion'] === true || secret.deletedForDays === undefined)
      .filter((secret) => matchesAll(secret, listIn<Filter>(body, 'Filters')));
    const { page, next } = pageOf(matches, this.listPage, textIn(body, 'NextToken'));
    return { SecretList: page.map(describe), NextToken: next };
  }
}

function valueIn(version: SecretVersion): object {
  return version.text === undefined ? { SecretBinary: version.binary } : { SecretString: version.text };
}

function describe(secret: SecretRecord): object {
  const stages = Object.fromEntries([...secret.versions.values()].map(({ id, stages }) => [id, stages]));
  return {
    ARN: secret.arn,
    Name: secret.name,
    ...(secret.description === undefined ? {} : { Description: secret.description }),
    ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
    ...(secret.tags.length === 0 ? {} : { Tags: secret.tags }),
    ...(secret.deletedForDays === undefined ? {} : { DeletedDate: 1_700_000_000 }),
    ...(secret.replicas.length === 0
      ? {}
      : { ReplicationStatus: secret.replicas.map(({ region }) => ({ Region: region, Status: 'InSync' })) }),
    VersionIdsToStages: stages,
  };
}

/** Filters are prefixes, case-sensitive, joined by AND; `!` in front of a value negates it. */
function matchesAll(secret: SecretRecord, filters: readonly Filter[]): boolean {
  return filters.every(({ Key, Values = [] }) => {
    const texts = textsFor(secret, Key);
    return Values.some((value) =>
      value.startsWith('!')
        ? !texts.some((text) => text.startsWith(value.slice(1)))
        : texts.some((text) => text.startsWith(value)),
    );
  });
}

function textsFor(secret: SecretRecord, key: string | undefined): readonly string[] {
  if (key === 'name') return [secret.name];
  if (key === 'tag-key') return secret.tags.map((tag) => tag.Key);
  if (key === 'tag-value') return secret.tags.map((tag) => tag.Value);
  throw new AwsError('ValidationException', 'an unknown filter');
}
