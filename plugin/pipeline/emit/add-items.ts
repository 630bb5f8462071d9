import { bytesFromBuffer } from '../../go/byte-string.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { DocumentRange, Json } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import type { Change } from './splice.ts';
import { writeJson } from './write-json.ts';
import { writeYaml } from './write-yaml.ts';

/** A ResourceList that was written, and how it was read. */
export interface WrittenList {
  readonly source: Source;
  /** Its items. */
  readonly ranges: readonly DocumentRange[];
  readonly chunks: readonly Buffer[];
}

/** Documents of other sources, and what becomes of them. */
export interface Additions {
  readonly ranges: readonly DocumentRange[];
  readonly changes: ReadonlyMap<DocumentRange, Change>;
}

/** Adds documents to a ResourceList, as its last items; every other byte of it stays. */
export function addItems(list: WrittenList, { ranges, changes }: Additions): readonly Buffer[] {
  const isJson = list.source.bytes
    .toString('latin1', 0, 1 << 16)
    .trimStart()
    .startsWith('{');
  const items = ranges.flatMap((range) => itemsOf(range, changes.get(range), isJson));
  if (items.length === 0) return list.chunks;
  return isJson ? addToJson(list, items) : addToBlock(list, items);
}

function itemsOf(range: DocumentRange, change: Change | undefined, isJson: boolean): readonly Buffer[] {
  const trees = change?.kind === 'replace' ? change.trees : [];
  const made = trees.map((tree) => Buffer.from(isJson ? writeJson(tree) : writeYaml(tree)));
  if (change?.kind === 'replace' && change.keeps !== true) return made;
  const bytes = change?.kind === 'rewrite' ? change.bytes : range.source.bytes.subarray(range.start, range.end);
  // The first line of a list's item stands behind a dash: as many blanks make it a block of its own.
  const own = Buffer.concat([Buffer.alloc(range.indent ?? 0, ' '), bytes]);
  return [isJson && range.syntax === 'yaml' ? toJson(own) : own, ...made];
}

function toJson(bytes: Buffer): Buffer {
  return Buffer.from(jsonText(readYaml(bytesFromBuffer(bytes), { jsonFirst: true }).value));
}

function jsonText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${jsonText(member as Json)}`);
    return `{${members.join(',')}}`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

/** Everything up to the end of the last item, and what follows it. */
function halves({ source, ranges, chunks }: WrittenList): readonly [Buffer, Buffer] | undefined {
  const last = ranges.at(-1);
  if (last === undefined) return undefined;
  const bytes = Buffer.concat(chunks);
  const at = bytes.length - (source.bytes.length - last.end);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

function addToBlock(list: WrittenList, items: readonly Buffer[]): readonly Buffer[] {
  const parts = halves(list);
  const column = parts === undefined ? 0 : dashColumn(list.ranges.at(-1) as DocumentRange);
  const block = Buffer.concat(items.map((item) => blockItem(item, column)));
  if (parts !== undefined) {
    // A list that lost its items was written as `[]`.
    const head = bytesFromBuffer(parts[0]).replace(/\n *\[\]\r?\n$/, '\n');
    const newline = head.endsWith('\n') ? '' : '\n';
    return [Buffer.from(head + newline, 'latin1'), block, parts[1]];
  }
  const text = bytesFromBuffer(Buffer.concat(list.chunks));
  const empty = /^(["']?items["']?[ \t]*:)[ \t]*(?:\[\s*\])?[ \t]*\r?$\n?/m.exec(text);
  if (empty === null) {
    const newline = text.endsWith('\n') ? '' : '\n';
    return [Buffer.from(`${text}${newline}items:\n`, 'latin1'), block];
  }
  const [all, key = ''] = empty;
  const head = `${text.slice(0, empty.index)}${key}\n`;
  return [Buffer.from(head, 'latin1'), block, Buffer.from(text.slice(empty.index + all.length), 'latin1')];
}

function blockItem(item: Buffer, column: number): Buffer {
  const pad = ' '.repeat(column);
  const lines = bytesFromBuffer(item)
    .replace(/\r?\n$/, '')
    .split('\n');
  const indented = lines.map((line) => (line.trim() === '' ? line : `${pad}  ${line}`));
  return Buffer.from(`${pad}-\n${indented.join('\n')}\n`, 'latin1');
}

function dashColumn({ source: { bytes }, start }: DocumentRange): number {
  const dash = bytes.lastIndexOf('-', start - 1);
  return dash - (bytes.lastIndexOf('\n', dash) + 1);
}

function addToJson(list: WrittenList, items: readonly Buffer[]): readonly Buffer[] {
  const added = Buffer.concat(items.flatMap((item, index) => (index === 0 ? [item] : [Buffer.from(','), item])));
  const parts = halves(list);
  if (parts !== undefined) {
    const comma = parts[0].toString('latin1').trimEnd().endsWith('[') ? '' : ',';
    return [parts[0], Buffer.from(comma), added, parts[1]];
  }
  const text = bytesFromBuffer(Buffer.concat(list.chunks));
  const empty = /"items"\s*:\s*\[/.exec(text);
  if (empty !== null) {
    const at = empty.index + empty[0].length;
    return [Buffer.from(text.slice(0, at), 'latin1'), added, Buffer.from(text.slice(at), 'latin1')];
  }
  const brace = text.indexOf('{') + 1;
  const head = Buffer.from(`${text.slice(0, brace)}"items":[`, 'latin1');
  return [head, added, Buffer.from(`],${text.slice(brace)}`, 'latin1')];
}
