import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import { type Metadata, pushMetadata } from '../push-metadata.ts';
import { managedTags, type WrittenTag } from './managed-tags.ts';

/** The metadata of a push to Secrets Manager, with the operator's defaults. */
export interface SecretMetadata {
  readonly description: string;
  readonly kmsKeyId: string;
  readonly format: 'binary' | 'string';
  readonly tags: readonly WrittenTag[];
  /** Whether the metadata names tags: only then are those of an existing secret changed. */
  readonly namesTags: boolean;
  readonly policy?: {
    readonly kind: 'ConfigMap' | 'Secret';
    readonly name: string;
    readonly key: string;
    readonly blockPublic: boolean | undefined;
  };
  /** Absent: the replication of an existing secret stays as it is. */
  readonly regions?: readonly string[];
}

/**
 * Reads it.
 *
 * @remarks ESO: `pkg/provider/aws/secretsmanager/secretsmanager.go`, `PushSecretMetadataSpec`.
 * @throws ManifestError `PUSH_METADATA`
 */
export function secretMetadata(metadata: JsonObject | undefined): SecretMetadata {
  const spec = pushMetadata(metadata, {
    tags: 'text map',
    description: 'text',
    secretPushFormat: 'text',
    kmsKeyId: 'text',
    resourcePolicy: { blockPublicPolicy: 'flag', policySourceRef: { kind: 'text', name: 'text', key: 'text' } },
    replicationLocations: 'texts',
  });
  const format = (spec.get('secretPushFormat') as string | undefined) || 'binary';
  if (format !== 'binary' && format !== 'string') {
    throw manifestError('PUSH_METADATA', { why: 'has a secretPushFormat that is neither binary nor string' });
  }
  const regions = spec.get('replicationLocations') as readonly string[] | undefined;
  const tags = spec.get('tags') as object | undefined;
  return {
    description: (spec.get('description') as string | undefined) || "secret 'managed-by:external-secrets'",
    kmsKeyId: (spec.get('kmsKeyId') as string | undefined) || 'alias/aws/secretsmanager',
    format,
    tags: managedTags(tags),
    namesTags: Object.keys(tags ?? {}).length > 0,
    ...policyOf(spec.get('resourcePolicy') as Metadata | undefined),
    ...(regions === undefined ? {} : { regions }),
  };
}

function policyOf(policy: Metadata | undefined): Pick<SecretMetadata, 'policy'> {
  if (policy === undefined) return {};
  const source = (policy.get('policySourceRef') ?? new Map()) as ReadonlyMap<string, string>;
  const [kind, name, key] = [source.get('kind'), source.get('name'), source.get('key')];
  if ((kind !== 'ConfigMap' && kind !== 'Secret') || !name || !key) {
    throw manifestError('PUSH_METADATA', {
      why: 'has a resourcePolicy without policySourceRef {kind: ConfigMap or Secret, name, key}',
    });
  }
  return { policy: { kind, name, key, blockPublic: policy.get('blockPublicPolicy') as boolean | undefined } };
}
