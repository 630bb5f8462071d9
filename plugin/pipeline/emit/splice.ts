import type { DocumentRange } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { type Slot, slotsOf } from './slots.ts';
import type { Tree } from './tree.ts';
import { writeJson } from './write-json.ts';
import { writeYaml } from './write-yaml.ts';

/** What becomes of a document: other documents in its place (none: it leaves), or the same with other bytes. */
export type Change =
  | {
      readonly kind: 'replace';
      readonly trees: readonly ReadonlyMap<string, Tree>[];
      /** The document itself stays, and the others follow it. */
      readonly keeps?: boolean;
    }
  | { readonly kind: 'rewrite'; readonly bytes: Buffer; readonly isSecret: boolean };

/**
 * Writes a source with some of its documents changed; every other byte stays.
 *
 * @remarks A document that leaves takes its separator, its dash or its comma along, so that what remains is a valid stream.
 *
 * @param blocks - Whether text may stand in literal blocks (`writeYaml`).
 */
export function splice(
  source: Source,
  ranges: readonly DocumentRange[],
  changes: ReadonlyMap<DocumentRange, Change>,
  blocks: boolean,
): readonly Buffer[] {
  if (!ranges.some((range) => changes.has(range))) return [source.bytes];
  const chunks: Buffer[] = [];
  const slots = slotsOf(source, ranges);
  const emptied = emptiedLists(slots, changes);
  let openList: number | undefined;
  for (const slot of slots) {
    chunks.push(slot.kept);
    const bodies = bodiesOf(slot, changes.get(slot.range), blocks);
    const isFirstOfList = slot.list !== undefined && openList !== slot.list;
    if (bodies.length === 0) {
      if (slot.list !== undefined && emptied.has(slot.list) && slot.range.item === 0) chunks.push(emptyList(slot));
      continue;
    }
    if (slot.list !== undefined) openList = slot.list;
    bodies.forEach((body, index) => {
      chunks.push(index === 0 ? firstLead(slot, isFirstOfList) : nextLead(slot), body);
    });
  }
  chunks.push(source.bytes.subarray(ranges.at(-1)?.end ?? 0));
  return chunks.filter((chunk) => chunk.length > 0);
}

function bodiesOf({ range }: Slot, change: Change | undefined, blocks: boolean): readonly Buffer[] {
  const own = range.source.bytes.subarray(range.start, range.end);
  if (change === undefined) return [own];
  if (change.kind === 'rewrite') return [change.bytes];
  const others = change.trees.map((tree) => Buffer.from(textOf(tree, range, blocks)));
  return change.keeps === true ? [others.length === 0 ? own : closed(own, range), ...others] : others;
}

function closed(bytes: Buffer, range: DocumentRange): Buffer {
  const isClosed = range.syntax === 'json' || bytes.at(-1) === 0x0a;
  return isClosed ? bytes : Buffer.concat([bytes, Buffer.from(newlineOf(range))]);
}

function textOf(tree: ReadonlyMap<string, Tree>, range: DocumentRange, blocks: boolean): string {
  // What ends a JSON value is its brace; the line break behind it is not part of the range.
  if (range.syntax === 'json') return writeJson(tree);
  const newline = newlineOf(range);
  const indent = ' '.repeat(range.indent ?? 0);
  const lines = writeYaml(tree, blocks).split('\n').slice(0, -1);
  return lines.map((line, index) => `${index === 0 || line === '' ? '' : indent}${line}${newline}`).join('');
}

function newlineOf({ source, start, end }: DocumentRange): string {
  return source.bytes.subarray(start, end).includes('\r\n') ? '\r\n' : '\n';
}

/** A comma has nothing to separate when the items before it have left. */
function firstLead(slot: Slot, isFirstOfList: boolean): Buffer {
  const isLoneComma = slot.range.syntax === 'json' && slot.list !== undefined && isFirstOfList;
  return isLoneComma ? Buffer.alloc(0) : slot.lead;
}

function nextLead({ range, lead }: Slot): Buffer {
  const newline = newlineOf(range);
  if (range.syntax === 'json') return Buffer.from(range.item === undefined ? newline : ',');
  if (range.item === undefined) return Buffer.from(`---${newline}`);
  const dash = lead.indexOf('-');
  const gap = Math.max((range.indent ?? dash + 2) - dash - 1, 1);
  return Buffer.from(`${' '.repeat(Math.max(dash, 0))}-${' '.repeat(gap)}`);
}

/** The lists whose items all leave. */
function emptiedLists(slots: readonly Slot[], changes: ReadonlyMap<DocumentRange, Change>): ReadonlySet<number> {
  const lists = new Set(slots.flatMap(({ list }) => list ?? []));
  for (const { list, range } of slots) {
    const change = changes.get(range);
    if (list !== undefined && !(change?.kind === 'replace' && change.trees.length === 0 && change.keeps !== true))
      lists.delete(list);
  }
  return lists;
}

/** Where all items left, the list is written as empty: `items:` alone would be null. */
function emptyList({ range, lead }: Slot): Buffer {
  if (range.syntax === 'json') return Buffer.alloc(0);
  return Buffer.from(`${' '.repeat(Math.max(lead.indexOf('-'), 0) + 2)}[]${newlineOf(range)}`);
}
