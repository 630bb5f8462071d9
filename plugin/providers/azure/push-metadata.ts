import { manifestError } from '../../errors/manifest.ts';
import type { JsonObject } from '../../model/document.ts';
import { pushMetadata } from '../push-metadata.ts';

/** The metadata of a push to a vault. */
export interface AzurePushMetadata {
  /** When the secret expires, milliseconds since 1970. */
  readonly expiresAt?: number;
  readonly contentType?: string;
  /** With the mark of ours. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Marks what the operator, or we, have written. */
export const managedTag = { name: 'managed-by', value: 'external-secrets' } as const;

/**
 * Reads it.
 *
 * @remarks ESO: `providers/v1/azure/keyvault/keyvault.go`, `PushSecretMetadataSpec`.
 * @throws ManifestError `PUSH_METADATA`
 */
export function azurePushMetadata(metadata: JsonObject | undefined): AzurePushMetadata {
  const spec = pushMetadata(metadata, { expirationDate: 'text', contentType: 'text', tags: 'text map' });
  const tags = (spec.get('tags') ?? {}) as Readonly<Record<string, string>>;
  if (Object.hasOwn(tags, managedTag.name)) {
    throw manifestError('PUSH_METADATA', {
      why: `sets the tag ${managedTag.name}, which is always ${managedTag.value}`,
    });
  }
  const date = spec.get('expirationDate') as string | undefined;
  const contentType = spec.get('contentType') as string | undefined;
  return {
    ...(date ? { expiresAt: expiryOf(date) } : {}),
    ...(contentType ? { contentType } : {}),
    tags: { [managedTag.name]: managedTag.value, ...tags },
  };
}

/** RFC 3339, as Go reads it. */
function expiryOf(date: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-]\d\d:\d\d)$/.test(date)
    ? Date.parse(date.replace(',', '.'))
    : Number.NaN;
  if (Number.isNaN(time)) {
    throw manifestError('PUSH_METADATA', {
      why: 'has an expirationDate that is not written like 2030-12-31T20:00:00Z',
    });
  }
  return Math.floor(time / 1000) * 1000;
}
