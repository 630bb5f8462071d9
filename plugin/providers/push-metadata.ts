import { manifestError } from '../errors/manifest.ts';
import type { JsonObject } from '../model/document.ts';

/** What a field of the metadata holds. */
export type MetadataField = 'text' | 'flag' | 'texts' | 'text map' | 'object';

const apiVersion = 'kubernetes.external-secrets.io/v1alpha1';
const kind = 'PushSecretMetadata';

/**
 * Reads the `metadata` of a pushed entry.
 *
 * @remarks
 * ESO: `runtime/metadata/metadata.go`. Unknown fields are an error; names are read without regard to case, as Go's decoder
 * does. Absent metadata means no field.
 *
 * @param fields - What the provider's spec may hold, by the names of the provider's documentation.
 * @returns The spec, its fields under those names.
 * @throws ManifestError `PUSH_METADATA`
 */
export function pushMetadata(
  metadata: JsonObject | undefined,
  fields: Readonly<Record<string, MetadataField>>,
): ReadonlyMap<string, unknown> {
  if (metadata === undefined) return new Map();
  const top = known(metadata, { apiVersion: 'text', kind: 'text', spec: 'object' });
  if (top.get('apiVersion') !== apiVersion)
    throw manifestError('PUSH_METADATA', { why: `is not of apiVersion ${apiVersion}` });
  if (top.get('kind') !== kind) throw manifestError('PUSH_METADATA', { why: `is not of kind ${kind}` });
  return known((top.get('spec') ?? {}) as JsonObject, fields);
}

function known(object: JsonObject, fields: Readonly<Record<string, MetadataField>>): Map<string, unknown> {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const found = new Map<string, unknown>();
  for (const [written, value] of Object.entries(object)) {
    const name = names.get(written.toLowerCase());
    if (name === undefined) throw manifestError('PUSH_METADATA', { why: `has the unknown field "${written}"` });
    const field = fields[name] ?? 'object';
    if (value === null) continue;
    if (!fits(value, field)) throw manifestError('PUSH_METADATA', { why: `has no ${field} in field "${name}"` });
    found.set(name, value);
  }
  return found;
}

function fits(value: unknown, field: MetadataField): boolean {
  if (field === 'text') return typeof value === 'string';
  if (field === 'flag') return typeof value === 'boolean';
  if (field === 'texts') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return field === 'object' || Object.values(value as object).every((one) => typeof one === 'string');
}
