import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import { pushMetadata } from '../push-metadata.ts';

type Texts = Readonly<Record<string, string>>;

/** The metadata of a push to Secret Manager. */
export interface GcpPushMetadata {
  readonly annotations: Texts;
  readonly labels: Texts;
  readonly topics: readonly string[];
  /** Whether labels that are there already stay, and win. */
  readonly mergesLabels: boolean;
  /** Empty for the key of Google. */
  readonly kmsKeyName: string;
  /** Where the replicas are; empty for everywhere. */
  readonly locations: readonly string[];
}

/**
 * Reads it.
 *
 * @remarks ESO: `providers/v1/gcp/secretmanager/push_secret.go`, `PushSecretMetadataSpec`.
 * @throws ManifestError `PUSH_METADATA`
 */
export function gcpPushMetadata(metadata: JsonObject | undefined): GcpPushMetadata {
  const spec = pushMetadata(metadata, {
    annotations: 'text map',
    labels: 'text map',
    topics: 'texts',
    mergePolicy: 'text',
    cmekKeyName: 'text',
    replicationLocation: 'text',
    replicationLocations: 'texts',
  });
  const policy = spec.get('mergePolicy') || 'Replace';
  if (policy !== 'Replace' && policy !== 'Merge') {
    throw manifestError('PUSH_METADATA', { why: 'has a mergePolicy that is neither Replace nor Merge' });
  }
  const several = (spec.get('replicationLocations') ?? []) as readonly string[];
  const single = spec.get('replicationLocation') as string | undefined;
  return {
    annotations: (spec.get('annotations') ?? {}) as Texts,
    labels: (spec.get('labels') ?? {}) as Texts,
    topics: (spec.get('topics') ?? []) as readonly string[],
    mergesLabels: policy === 'Merge',
    kmsKeyName: (spec.get('cmekKeyName') as string | undefined) ?? '',
    // The older field counts only where the newer one is empty.
    locations: several.length > 0 || !single ? several : [single],
  };
}
