import { textOf } from '../byte-string.ts';
import { isMerge, keyText } from './construct.ts';
import type { AliasNode, MappingEntry, MappingNode, YamlNode } from './node.ts';
import { resolveScalar } from './resolve.ts';

/** Bytes of a text; `end` is exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Where a field stands. */
export interface YamlLocation {
  /** How many steps of the path exist; all of them when the field itself was found, else this is the nearest around it. */
  readonly steps: number;
  /** The key, when the last step was one. */
  readonly key?: ByteRange;
  /** The value, with its tag and anchor; empty where nothing is written. */
  readonly value: ByteRange;
  readonly kind: 'mapping' | 'sequence' | 'scalar' | 'alias';
  /** Written in brackets. */
  readonly isFlow: boolean;
}

/** Finds a field in a tree, or what is nearest around it. Of keys given twice the last counts; merges and aliases are followed. */
export function locate(root: YamlNode, path: readonly (string | number)[]): YamlLocation {
  let found: MappingEntry | { readonly value: YamlNode } = { value: root };
  let steps = 0;
  for (const step of path) {
    const next = stepInto(follow(found.value), step);
    if (!next) break;
    found = next;
    steps++;
  }
  const { value } = found;
  return {
    steps,
    ...('key' in found ? { key: rangeOf(found.key) } : {}),
    value: rangeOf(value),
    kind: value.kind,
    isFlow: (value.kind === 'mapping' || value.kind === 'sequence') && value.isFlow,
  };
}

function stepInto(
  node: Exclude<YamlNode, AliasNode>,
  step: string | number,
): MappingEntry | { readonly value: YamlNode } | undefined {
  if (node.kind === 'mapping') return findEntry(node, String(step));
  if (node.kind !== 'sequence' || typeof step !== 'number') return undefined;
  const item = node.items[step];
  return item && { value: item };
}

/** Entries by name of long mappings; nothing for those that merge others in. */
const indexes = new WeakMap<MappingNode, ReadonlyMap<string, MappingEntry> | 'merges'>();
/** Shorter ones are walked: thousands of keys, each to be found, would take time that grows with their square. */
const long = 16;

function findEntry(node: MappingNode, name: string): MappingEntry | undefined {
  if (node.entries.length < long) return walkEntries(node, name);
  const index = indexes.get(node) ?? indexOf(node);
  indexes.set(node, index);
  return index === 'merges' ? walkEntries(node, name) : index.get(name);
}

function indexOf({ entries }: MappingNode): ReadonlyMap<string, MappingEntry> | 'merges' {
  const index = new Map<string, MappingEntry>();
  for (const entry of entries) {
    if (isMerge(entry.key)) return 'merges';
    const name = nameOf(entry.key);
    if (name !== undefined) index.set(name, entry);
  }
  return index;
}

function walkEntries(node: MappingNode, name: string): MappingEntry | undefined {
  let found: MappingEntry | undefined;
  for (const entry of node.entries) {
    if (isMerge(entry.key)) found = findMerged(entry.value, name) ?? found;
    else if (nameOf(entry.key) === name) found = entry;
  }
  return found;
}

function findMerged(value: YamlNode, name: string): MappingEntry | undefined {
  const source = follow(value);
  if (source.kind === 'mapping') return findEntry(source, name);
  if (source.kind !== 'sequence') return undefined;
  // The first of several sources wins.
  for (const item of source.items) {
    const found = findMerged(item, name);
    if (found) return found;
  }
  return undefined;
}

function nameOf(key: YamlNode): string | undefined {
  const node = follow(key);
  if (node.kind !== 'scalar') return undefined;
  const name = keyText(resolveScalar(node));
  return name && textOf(name);
}

function follow(node: YamlNode): Exclude<YamlNode, AliasNode> {
  return node.kind === 'alias' ? node.target : node;
}

function rangeOf({ start, end }: ByteRange): ByteRange {
  return { start, end };
}
