import { isAlias, isCollection, isMap, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { emitYamlString } from '../../go/emit-yaml-string.ts';
import type { DocumentRange, Json } from '../../model/document.ts';
import type { Edit } from './edit.ts';

/**
 * Sets values in a document and leaves every other byte of it alone.
 *
 * @remarks Works on bytes as latin1 characters, so that offsets are byte offsets and bytes that are no UTF-8 survive.
 *
 * @returns The range's bytes after the edits.
 */
export function editDocument(range: DocumentRange, edits: readonly Edit[]): Buffer {
  // The first line of a list's item stands behind a dash: as many blanks make its columns true.
  const pad = ' '.repeat(range.indent ?? 0);
  let text = `${pad}${bytesFromBuffer(range.source.bytes.subarray(range.start, range.end))}`;
  const isJson = range.syntax === 'json';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const style = { isJson, newline };
  for (const edit of edits) text = apply(text, edit, style);
  return bufferOf(text.slice(pad.length) as Bytes);
}

interface Style {
  readonly isJson: boolean;
  readonly newline: string;
}

function apply(text: string, { path, value }: Edit, style: Style): string {
  const document = parseDocument(text, { version: '1.1', uniqueKeys: false, merge: true, logLevel: 'silent' });
  let node: unknown = document.contents;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    if (typeof step === 'number') {
      node = itemAt(node, step);
      continue;
    }
    if (!isMap(node)) return text;
    const pair = pairOf(node, step);
    const rest = path.slice(depth + 1);
    if (pair === undefined) return insert(text, node, [step, ...rest], value, style);
    if (rest.length === 0 || isNothing(pair.value)) return replace(text, pair, rest, value, style);
    node = pair.value;
  }
  return text;
}

function itemAt(node: unknown, index: number): unknown {
  return (node as { readonly items?: readonly unknown[] } | undefined)?.items?.[index];
}

// The last of doubled keys is the one that counts.
function pairOf(map: YAMLMap, key: string): Pair | undefined {
  const name = bytesOf(key);
  return map.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === name);
}

function isNothing(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null) || (isMap(value) && value.items.length === 0);
}

function replace(
  text: string,
  pair: Pair,
  rest: readonly (string | number)[],
  value: Edit['value'],
  style: Style,
): string {
  const put = rest.length === 0 ? written(value, style) : flow(rest, value, style);
  const node = pair.value as Node | null;
  const [start, end] = node?.range ?? [0, 0];
  const colon = text.indexOf(':', (pair.key as Node).range?.[1] ?? 0) + 1;
  if (node === null || start === end) return `${text.slice(0, colon)} ${put}${text.slice(colon)}`;
  if (isCollection(node) && node.flow !== true) {
    // It stands on lines of its own, which end it; an anchor stands behind the colon.
    const [anchor = ''] = /^[^\n#]*/.exec(text.slice(colon, start)) ?? [];
    return `${text.slice(0, colon)}${anchor.trimEnd()} ${put}${style.newline}${text.slice(end)}`;
  }
  const isBlock = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  return `${text.slice(0, start)}${put}${isBlock ? style.newline : ''}${text.slice(end)}`;
}

/** Puts a new entry before a map's first: there its column is known and nothing has to be closed. */
function insert(
  text: string,
  map: YAMLMap,
  path: readonly (string | number)[],
  value: Edit['value'],
  style: Style,
): string {
  const start = map.range?.[0] ?? 0;
  const [key, ...rest] = path;
  const head = written(String(key), style);
  if (map.flow === true) {
    const inner = rest.length === 0 ? written(value, style) : flow(rest, value, style);
    const comma = map.items.length === 0 ? '' : ', ';
    return `${text.slice(0, start + 1)}${head}: ${inner}${comma}${text.slice(start + 1)}`;
  }
  const first = (map.items[0]?.key as Node | undefined)?.range?.[0] ?? start;
  const column = first - (text.lastIndexOf('\n', first - 1) + 1);
  return `${text.slice(0, first)}${block(path, value, column, style)}${' '.repeat(column)}${text.slice(first)}`;
}

function block(path: readonly (string | number)[], value: Edit['value'], column: number, style: Style): string {
  const [key, ...rest] = path;
  const head = `${written(String(key), style)}:`;
  if (rest.length === 0) return `${head} ${written(value, style)}${style.newline}`;
  return `${head}${style.newline}${' '.repeat(column + 2)}${block(rest, value, column + 2, style)}`;
}

function flow(path: readonly (string | number)[], value: Edit['value'], style: Style): string {
  const [key, ...rest] = path;
  return `{${written(String(key), style)}: ${rest.length === 0 ? written(value, style) : flow(rest, value, style)}}`;
}

/** A value on one line; lists and maps in flow style, as JSON writes them. */
function written(value: Edit['value'], style: Style): string {
  if (typeof value === 'string') return bytesOf(style.isJson ? JSON.stringify(value) : emitYamlString(value));
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => written(item, style)).join(', ')}]`;
  const members = Object.entries(value).map(([key, item]) => `${written(key, style)}: ${written(item, style)}`);
  return `{${members.join(', ')}}`;
}
