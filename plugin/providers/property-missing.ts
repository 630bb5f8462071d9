import { manifestError } from '../errors/manifest.ts';
import { nearest } from '../errors/nearest.ts';
import type { Bytes } from '../go/byte-string.ts';
import { rawMembers } from '../go/json-raw.ts';

/** The fault of a property that is not there, with the member that was most likely meant: its name, never its value. */
export function propertyMissing(document: Bytes, property: string): ReturnType<typeof manifestError> {
  const names = rawMembers(document)?.keys() ?? [];
  return manifestError('PROPERTY_MISSING', { property, nearest: nearest(property, names) });
}
