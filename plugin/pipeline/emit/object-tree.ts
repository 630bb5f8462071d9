import type { Json } from '../../model/document.ts';
import type { RenderedObject } from '../../model/secret.ts';
import { redact } from './redact.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';

/** An object of a generic target as it is written. Under a redacting view everything below its metadata is hidden. */
export function objectTree({ value }: RenderedObject, view: View): ReadonlyMap<string, Tree> {
  const open = new Set(['apiVersion', 'kind', 'metadata', 'type']);
  return new Map(
    Object.entries(value).map(([key, part]) => [
      key,
      treeOf(
        part,
        view.values === 'redacted' ? (open.has(key) ? view.mask : (text) => hide(text, view)) : (text) => text,
      ),
    ]),
  );
}

function treeOf(value: Json, show: (text: string) => string): Tree {
  if (typeof value === 'string') return show(value);
  if (Array.isArray(value)) return value.map((item: Json) => treeOf(item, show));
  if (typeof value !== 'object' || value === null) return value as Tree;
  return new Map(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]: [string, Json]) => [key, treeOf(part, show)]),
  );
}

function hide(text: string, view: View): string {
  return redact(Buffer.from(text), view.fingerprintKey);
}
