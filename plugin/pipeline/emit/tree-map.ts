import type { Tree } from './tree.ts';

/** Makes a map in the order given, without the entries that are `undefined`. */
export function treeMap(entries: readonly (readonly [string, Tree | undefined])[]): ReadonlyMap<string, Tree> {
  return new Map(entries.filter((entry): entry is readonly [string, Tree] => entry[1] !== undefined));
}
