// A tree to values. Follows go.yaml.in/yaml/v2 decode.go (into `interface{}`), and sigs.k8s.io/yaml's way to JSON.

import { type Bytes, bytesOf, textOf, validBytes } from '../byte-string.ts';
import { formatFloat } from '../format-float.ts';
import type { JsonValue } from '../json.ts';
import { YamlSyntaxError } from '../yaml-syntax-error.ts';
import type { AliasNode, MappingNode, ScalarNode, YamlNode } from './node.ts';
import { resolveScalar, type Scalar } from './resolve.ts';

/** A key that a mapping has twice; the later one wins. */
export interface DuplicateKey {
  /** As it reads in JSON. */
  readonly key: string;
  /** Where the later one stands, in bytes. */
  readonly offset: number;
  /** One of the two came in by `<<`. */
  readonly isMerged: boolean;
}

/** What a tree holds. */
export interface Constructed {
  readonly value: JsonValue;
  readonly duplicates: readonly DuplicateKey[];
}

/** Gives the values of a tree; aliases are followed and merged, under the limits that Go sets. */
export function construct(root: YamlNode): Constructed {
  const values = new Constructor();
  const value = toJson(values.node(root), root.start);
  return { value, duplicates: values.duplicates };
}

/**
 * Gives the map of strings that a tree holds, as a target of `map[string]string` takes it: scalars become their text, floats
 * with the digits of a 32-bit float.
 *
 * @returns `undefined` where the tree is no mapping, or has one or a sequence in it.
 */
export function constructStrings(root: YamlNode): Map<Bytes, Bytes> | undefined {
  const value = new Constructor().node(root);
  if (isScalar(value) && value.type === 'null') return new Map();
  if (!(value instanceof Map)) return undefined;
  const strings = new Map<Bytes, Bytes>();
  for (const { key, value: item, keyOffset } of (value as ReadonlyMap<string, Entry>).values()) {
    const name = keyText(key);
    if (name === undefined) throw new YamlSyntaxError('a key is null or a number beyond 64 bits', keyOffset);
    if (!isScalar(item)) return undefined;
    strings.set(validBytes(name), validBytes(scalarText(item)));
  }
  return strings;
}

function scalarText(scalar: Scalar): Bytes {
  switch (scalar.type) {
    case 'null':
      return '' as Bytes;
    case 'string':
      return scalar.value;
    case 'float':
      return bytesOf(formatFloat(scalar.value, 'g', -1, 32));
    default:
      return bytesOf(String(scalar.value));
  }
}

/** The key of a mapping as JSON has it; `undefined` where Go has no text for it. */
export function keyText(key: Scalar): Bytes | undefined {
  switch (key.type) {
    case 'string':
      return key.value;
    case 'int':
    case 'bool':
      return bytesOf(String(key.value));
    case 'float':
      return bytesOf(floatKey(key.value));
    default:
      return undefined;
  }
}

// With the digits of a 32-bit float, whatever was written.
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  const text = formatFloat(value, 'g', -1, 32);
  return { '+Inf': '.inf', '-Inf': '-.inf' }[text] ?? text;
}

interface Entry {
  readonly key: Scalar;
  readonly value: Value;
  readonly isMerged: boolean;
  readonly keyOffset: number;
  readonly valueOffset: number;
}

/** Values before they are JSON: a mapping may still have keys that JSON has no place for, if nothing asks for it. */
type Value = Scalar | readonly Item[] | ReadonlyMap<string, Entry>;
type Item = { readonly value: Value; readonly offset: number };

class Constructor {
  readonly duplicates: DuplicateKey[] = [];
  private count = 1;
  private aliasCount = 0;
  private aliasDepth = 0;
  private readonly open = new Set<AliasNode>();
  private unequal = 0;
  private mergeDepth = 0;

  node(node: YamlNode): Value {
    this.countNode(node);
    switch (node.kind) {
      case 'alias':
        return this.alias(node, (target) => this.node(target));
      case 'scalar':
        return resolveScalar(node);
      case 'sequence':
        return node.items.map((item) => ({ value: this.node(item), offset: item.start }));
      case 'mapping': {
        const entries = new Map<string, Entry>();
        this.fill(entries, node);
        return entries;
      }
    }
  }

  // A small text whose aliases multiply would fill the memory.
  private countNode(node: YamlNode): void {
    this.count++;
    if (this.aliasDepth > 0) this.aliasCount++;
    if (this.aliasCount <= 100 || this.count <= 1000) return;
    if (this.aliasCount / this.count > allowedAliasRatio(this.count)) {
      throw new YamlSyntaxError('aliases multiply the document too much', node.start);
    }
  }

  private alias<T>(node: AliasNode, use: (target: AliasNode['target']) => T): T {
    if (this.open.has(node)) throw new YamlSyntaxError('an anchor contains itself', node.start);
    this.open.add(node);
    this.aliasDepth++;
    const value = use(node.target);
    this.aliasDepth--;
    this.open.delete(node);
    return value;
  }

  private fill(entries: Map<string, Entry>, node: MappingNode): void {
    for (const { key, value } of node.entries) {
      if (isMerge(key)) this.merge(entries, value);
      else this.set(entries, key, value);
    }
  }

  private set(entries: Map<string, Entry>, keyNode: YamlNode, valueNode: YamlNode): void {
    const key = this.node(keyNode);
    if (!isScalar(key)) throw new YamlSyntaxError('a key is a mapping or a sequence', keyNode.start);
    const value = this.node(valueNode);
    const identity = this.identityOf(key);
    const isMerged = this.mergeDepth > 0;
    const before = entries.get(identity);
    if (before) {
      const offset = keyNode.start;
      this.duplicates.push({ key: textOf(keyText(key) ?? bytesOf('')), offset, isMerged: isMerged || before.isMerged });
    }
    entries.set(identity, { key, value, isMerged, keyOffset: keyNode.start, valueOffset: valueNode.start });
  }

  /** Go's map keys: of different types never equal, a NaN not even to itself. */
  private identityOf(key: Scalar): string {
    if (key.type === 'null') return 'null';
    if (Number.isNaN(key.value)) return `nan ${this.unequal++}`;
    return `${key.type} ${key.value}`;
  }

  // Merged keys are set where the `<<` stands: they replace what comes before it, and give way to what comes after.
  private merge(entries: Map<string, Entry>, value: YamlNode): void {
    const sources = value.kind === 'sequence' ? value.items.toReversed() : [value];
    this.mergeDepth++;
    for (const source of sources) {
      const target = source.kind === 'alias' ? source.target : source;
      if (target.kind !== 'mapping')
        throw new YamlSyntaxError('"<<" wants a mapping or a sequence of them', source.start);
      this.countNode(source);
      if (source.kind === 'alias') this.alias(source, () => this.mergeTarget(entries, target));
      else this.fill(entries, target);
    }
    this.mergeDepth--;
  }

  private mergeTarget(entries: Map<string, Entry>, target: MappingNode): void {
    this.countNode(target);
    this.fill(entries, target);
  }
}

/** Whether a key is `<<`, unquoted. */
export function isMerge(key: YamlNode): key is ScalarNode {
  return key.kind === 'scalar' && key.value === '<<' && (key.implicit || key.tag === 'tag:yaml.org,2002:merge');
}

function isScalar(value: Value): value is Scalar {
  return !Array.isArray(value) && !(value instanceof Map);
}

const fewNodes = 400_000;
const manyNodes = 4_000_000;

/** The share of values that may come from aliases: nearly all in a small document, a tenth in a huge one. */
function allowedAliasRatio(count: number): number {
  if (count <= fewNodes) return 0.99;
  if (count >= manyNodes) return 0.1;
  return 0.99 - 0.89 * ((count - fewNodes) / (manyNodes - fewNodes));
}

function toJson(value: Value, offset: number): JsonValue {
  if (value instanceof Map) return toObject(value as ReadonlyMap<string, Entry>);
  if (Array.isArray(value)) return (value as readonly Item[]).map((item) => toJson(item.value, item.offset));
  return scalarToJson(value as Scalar, offset);
}

function toObject(entries: ReadonlyMap<string, Entry>): JsonValue {
  const object = new Map<Bytes, JsonValue>();
  for (const { key, value, keyOffset, valueOffset } of entries.values()) {
    const name = keyText(key);
    if (name === undefined) throw new YamlSyntaxError('a key is null or a number beyond 64 bits', keyOffset);
    object.set(name, toJson(value, valueOffset));
  }
  return object;
}

function scalarToJson(scalar: Scalar, offset: number): JsonValue {
  switch (scalar.type) {
    case 'null':
      return null;
    case 'int':
    case 'uint':
      return Number.isSafeInteger(Number(scalar.value)) ? Number(scalar.value) : scalar.value;
    case 'float':
      if (!Number.isFinite(scalar.value)) throw new YamlSyntaxError('infinity and NaN have no place in JSON', offset);
      return scalar.value;
    default:
      return scalar.value;
  }
}
