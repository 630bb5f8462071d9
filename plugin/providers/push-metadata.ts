import type { EsrError } from '../errors/esr-error.ts';
import { manifestError } from '../errors/manifest.ts';
import { throwAll } from '../errors/map-all.ts';
import type { JsonObject } from '../model/document.ts';

/** What a field of the metadata holds. */
export type MetadataField = 'text' | 'flag' | 'texts' | 'text map' | 'any' | MetadataFields;

/** The fields of an object of the metadata, by the names of the provider's documentation. */
export interface MetadataFields {
  readonly [name: string]: MetadataField;
}

/** Fields that are given, by their documented names; an object whose fields are known is such a map again. */
export type Metadata = ReadonlyMap<string, unknown>;

const apiVersion = 'kubernetes.external-secrets.io/v1alpha1';
const kind = 'PushSecretMetadata';

/**
 * Reads the `metadata` of a pushed entry.
 *
 * @remarks
 * ESO: `runtime/metadata/metadata.go`. Unknown fields are an error, at any depth; names are read without regard to case, as
 * Go's decoder does. Absent metadata means no field.
 *
 * @param fields - What the provider's spec may hold.
 * @returns The spec, its fields under those names.
 * @throws EsrErrors `PUSH_METADATA`, all that is wrong
 */
export function pushMetadata(metadata: JsonObject | undefined, fields: MetadataFields): Metadata {
  if (metadata === undefined) return new Map();
  const faults: EsrError[] = [];
  const fault = (why: string): void => void faults.push(manifestError('PUSH_METADATA', { why }));
  const top = known(metadata, { apiVersion: 'text', kind: 'text', spec: fields }, fault);
  if (top.get('apiVersion') !== apiVersion) fault(`is not of apiVersion ${apiVersion}`);
  if (top.get('kind') !== kind) fault(`is not of kind ${kind}`);
  throwAll(faults);
  return (top.get('spec') ?? new Map()) as Metadata;
}

function known(object: JsonObject, fields: MetadataFields, fault: (why: string) => void): Metadata {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const found = new Map<string, unknown>();
  for (const [written, value] of Object.entries(object)) {
    const name = names.get(written.toLowerCase());
    if (name === undefined) {
      fault(`has the unknown field "${written}"`);
      continue;
    }
    const field = fields[name] as MetadataField;
    if (value === null) continue;
    if (!fits(value, field)) fault(`has no ${typeof field === 'string' ? field : 'object'} in field "${name}"`);
    else found.set(name, typeof field === 'string' ? value : known(value as JsonObject, field, fault));
  }
  return found;
}

function fits(value: unknown, field: MetadataField): boolean {
  if (field === 'any') return true;
  if (field === 'text') return typeof value === 'string';
  if (field === 'flag') return typeof value === 'boolean';
  if (field === 'texts') return Array.isArray(value) && value.every((one) => typeof one === 'string');
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return field !== 'text map' || Object.values(value as object).every((one) => typeof one === 'string');
}
