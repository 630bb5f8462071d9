import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import { type Metadata, pushMetadata } from '../push-metadata.ts';
import { managedTags, type WrittenTag } from './managed-tags.ts';

/** The metadata of a push to Parameter Store, with the operator's defaults. */
export interface ParameterMetadata {
  readonly type: string;
  /** For a SecureString. */
  readonly keyId: string;
  readonly tier: string;
  /** JSON; for the tier Advanced. */
  readonly policies?: string;
  /** The whole Secret with its values as text in place of base64. */
  readonly encodeAsDecoded: boolean;
  readonly tags: readonly WrittenTag[];
  readonly description: string;
}

const types = ['String', 'SecureString', 'StringList'];

/**
 * Reads it.
 *
 * @remarks ESO: `pkg/provider/aws/parameterstore/parameterstore.go`, `PushSecretMetadataSpec`.
 * @throws ManifestError `PUSH_METADATA`
 */
export function parameterMetadata(metadata: JsonObject | undefined): ParameterMetadata {
  const spec = pushMetadata(metadata, {
    secretType: 'text',
    kmsKeyID: 'text',
    tier: { type: 'text', policies: 'any' },
    encodeAsDecoded: 'flag',
    tags: 'text map',
    description: 'text',
  });
  const type = (spec.get('secretType') as string | undefined) || 'String';
  if (!types.includes(type))
    throw manifestError('PUSH_METADATA', { why: `has a secretType that is none of ${types.join(', ')}` });
  const tier = (spec.get('tier') ?? new Map()) as Metadata;
  const policies = tier.get('policies');
  return {
    type,
    keyId: (spec.get('kmsKeyID') as string | undefined) || 'alias/aws/ssm',
    tier: (tier.get('type') as string | undefined) || 'Standard',
    ...(policies === undefined ? {} : { policies: JSON.stringify(policies) }),
    encodeAsDecoded: spec.get('encodeAsDecoded') === true,
    tags: managedTags(spec.get('tags')),
    description: (spec.get('description') as string | undefined) || "secret 'managed-by:external-secrets'",
  };
}
