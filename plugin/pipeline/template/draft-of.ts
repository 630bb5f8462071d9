import type { Json } from '../../model/document.ts';
import type { DraftValue } from './object-draft.ts';

/** Makes a draft of plain data. */
export function draftOf(value: Json): DraftValue {
  if (Array.isArray(value)) return value.map((item: Json) => draftOf(item));
  if (typeof value !== 'object' || value === null) return value as DraftValue;
  return new Map(Object.entries(value).map(([key, part]: [string, Json]) => [key, draftOf(part)]));
}
