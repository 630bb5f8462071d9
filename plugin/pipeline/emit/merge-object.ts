import type { Json, JsonObject } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import type { RenderedObject } from '../../model/secret.ts';
import { dataHash } from '../bookkeeping.ts';
import { goText } from '../go-text.ts';
import { objectHash } from '../object-hash.ts';
import type { Edit } from './edit.ts';
import { redact } from './redact.ts';
import type { View } from './view.ts';

/** Merges the strings of a generic target's object into an object of the input, by editing its document in place. */
export async function mergeObject({ value }: RenderedObject, plain: Resource, view: View): Promise<Buffer> {
  const range = plain.document?.range;
  if (range === undefined) throw new Error('an object of the input has a document');
  const { labels = {}, annotations: own = {} } = Object(value['metadata']) as Record<string, JsonObject>;
  // The hash covers what the object then holds.
  const annotations = Object.hasOwn(own, dataHash) ? { ...own, [dataHash]: hashOf(value, plain) } : own;
  const body = Object.entries(value).filter(([key]) => !['apiVersion', 'kind', 'metadata', 'type'].includes(key));
  const hide = (text: string) => (view.values === 'redacted' ? redact(Buffer.from(text), view.fingerprintKey) : text);
  const { editDocument } = await import('./edit-document.ts');
  return editDocument(range, [
    ...edits(labels, ['metadata', 'labels'], (text) => text),
    ...edits(annotations, ['metadata', 'annotations'], (text) => text),
    ...body.flatMap(([key, part]) => edits(part, [key], hide)),
  ]);
}

function hashOf({ spec, data }: JsonObject, { raw }: Resource): string {
  const merged =
    spec === undefined ? { ...Object(raw['data']), ...Object(data) } : { ...Object(raw['spec']), ...Object(spec) };
  return objectHash(goText(merged as JsonObject));
}

function edits(value: Json, path: readonly (string | number)[], show: (text: string) => string): readonly Edit[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => edits(item, [...path, index], show));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, part]: [string, Json]) => edits(part, [...path, key], show));
  }
  return value === null ? [] : [{ path, value: show(String(value)) }];
}
