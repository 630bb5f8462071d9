import type { Json } from '../../model/document.ts';
import type { RenderedObject } from '../../model/secret.ts';
import { hideAll } from './hide-all.ts';
import type { Tree } from './tree.ts';
import type { View } from './view.ts';

/**
 * An object of a generic target as it is written. Under a redacting view everything below its metadata is hidden.
 *
 * @param annotations - In place of its own.
 */
export function objectTree(
  { value }: RenderedObject,
  annotations: ReadonlyMap<string, string>,
  view: View,
): ReadonlyMap<string, Tree> {
  const shown = (text: string) => (view.values === 'redacted' ? view.mask(text) : text);
  const hidden = (part: Json) => (view.values === 'redacted' ? hideAll(part, view) : part);
  return new Map(
    Object.entries(value).map(([key, part]) => {
      if (key !== 'metadata') return [key, treeOf(open.has(key) ? part : hidden(part), shown)];
      const metadata = new Map(treeOf(part, shown) as ReadonlyMap<string, Tree>);
      if (annotations.size > 0) metadata.set('annotations', treeOf(Object.fromEntries(annotations), shown));
      return [key, metadata];
    }),
  );
}

const open = new Set(['apiVersion', 'kind', 'type']);

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
