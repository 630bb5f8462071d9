import type { Json, JsonObject } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import type { RenderedObject } from '../../model/secret.ts';
import { dataHash } from '../bookkeeping.ts';
import { goText } from '../go-text.ts';
import { objectHash } from '../object-hash.ts';
import type { Edit } from './edit.ts';
import { hideAll } from './hide-all.ts';
import type { View } from './view.ts';

/** Merges a generic target's object into an object of the input, by editing its document in place. */
export async function mergeObject({ value }: RenderedObject, plain: Resource, view: View): Promise<Buffer> {
  const range = plain.document?.range;
  if (range === undefined) throw new Error('an object of the input has a document');
  const { labels = {}, annotations: own = {} } = Object(value['metadata']) as Record<string, JsonObject>;
  // The hash covers what the object then holds.
  const annotations = Object.hasOwn(own, dataHash) ? { ...own, [dataHash]: hashOf(value, plain) } : own;
  const body = Object.entries(value).filter(([key]) => !['apiVersion', 'kind', 'metadata', 'type'].includes(key));
  const show = (part: Json) => (view.values === 'redacted' ? hideAll(part, view) : part);
  const { editDocument } = await import('./edit-document.ts');
  return editDocument(range, [
    ...edits(labels, {}, ['metadata', 'labels']),
    ...edits(annotations, {}, ['metadata', 'annotations']),
    ...body.flatMap(([key, part]) => edits(show(part), memberOf(plain.raw, key), [key])),
  ]);
}

function hashOf({ spec, data }: JsonObject, { raw }: Resource): string {
  const merged =
    spec === undefined ? { ...Object(raw['data']), ...Object(data) } : { ...Object(raw['spec']), ...Object(spec) };
  return objectHash(goText(merged as JsonObject));
}

/**
 * What sets a value in a document: maps member by member, lists item by item as far as there are items, anything else as a
 * whole. A null stands for an item that is not ours.
 */
function edits(value: Json, present: Json | undefined, path: readonly (string | number)[]): readonly Edit[] {
  if (value === null) return [];
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    if (!Array.isArray(present) || present.length < items.length) return [{ path, value: mergedList(items, present) }];
    return items.flatMap((item, index) => edits(item, (present as readonly Json[])[index], [...path, index]));
  }
  if (typeof value !== 'object') return [{ path, value }];
  // What is no map is replaced as a whole.
  if (present !== undefined && present !== null && !isMap(present)) return [{ path, value }];
  const members = Object.entries(value);
  return members.flatMap(([key, part]) => edits(part, memberOf(present, key), [...path, key]));
}

function mergedList(items: readonly Json[], present: Json | undefined): Json {
  const standing = Array.isArray(present) ? (present as readonly Json[]) : [];
  return items.map((item, index) => merged(item, standing[index]));
}

function merged(value: Json, present: Json | undefined): Json {
  if (value === null) return present ?? null;
  if (Array.isArray(value)) return mergedList(value, present);
  if (!isMap(value) || !isMap(present)) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, merged(part, memberOf(present, key))] as const);
  return { ...present, ...Object.fromEntries(parts) };
}

function memberOf(holder: Json | undefined, key: string): Json | undefined {
  return isMap(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
