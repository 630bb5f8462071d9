import type { DocumentRange } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { Pieces } from './pieces.ts';
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
  const pieces = new Pieces(source.bytes);
  const slots = slotsOf(source, ranges);
  const emptied = emptiedLists(slots, changes);
  let openList: number | undefined;
  for (const slot of slots) {
    const { range, list } = slot;
    const change = changes.get(range);
    const isFirstOfList = list !== undefined && openList !== list;
    if (change === undefined && !(isFirstOfList && range.syntax === 'json')) {
      pieces.keep(slot.gap, range.end);
      openList = list ?? openList;
      continue;
    }
    const lead = slot.lead();
    pieces.keep(slot.gap, lead);
    if (isGone(change)) {
      if (range.item === 0 && list !== undefined && emptied.has(list)) pieces.add(emptyList(slot));
      continue;
    }
    openList = list ?? openList;
    // A comma has nothing to separate when the items before it have left.
    if (!(isFirstOfList && range.syntax === 'json')) pieces.keep(lead, range.start);
    writeBody(pieces, slot, change, blocks);
  }
  pieces.keep(ranges.at(-1)?.end ?? 0, source.bytes.length);
  return pieces.chunks();
}

function isGone(change: Change | undefined): boolean {
  return change?.kind === 'replace' && change.trees.length === 0 && change.keeps !== true;
}

function writeBody(pieces: Pieces, slot: Slot, change: Change | undefined, blocks: boolean): void {
  const { range } = slot;
  if (change?.kind === 'rewrite') {
    pieces.add(change.bytes);
    return;
  }
  const trees = change?.trees ?? [];
  const keeps = change === undefined || change.keeps === true;
  if (keeps) pieces.keep(range.start, range.end);
  // A document that was the last one may lack its line break.
  if (keeps && trees.length > 0 && range.syntax === 'yaml' && range.source.bytes[range.end - 1] !== 0x0a) {
    pieces.add(newlineOf(range));
  }
  trees.forEach((tree, index) => {
    if (keeps || index > 0) pieces.add(nextLead(slot));
    pieces.add(textOf(tree, range, blocks));
  });
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

/** What stands before a further document in the same place. */
function nextLead(slot: Slot): string {
  const { range } = slot;
  const newline = newlineOf(range);
  if (range.syntax === 'json' && range.item !== undefined) return ',';
  // Only in a row is a second JSON value without a separator read.
  if (range.syntax === 'json') return range.inRow === true ? newline : `${newline}---${newline}`;
  if (range.item === undefined) return `---${newline}`;
  const dash = dashColumn(slot);
  return `${' '.repeat(dash)}-${' '.repeat(Math.max((range.indent ?? 0) - dash - 1, 1))}`;
}

function dashColumn(slot: Slot): number {
  const { bytes } = slot.range.source;
  const dash = bytes.indexOf('-', slot.lead());
  return Math.max(dash - slot.lead(), 0);
}

/** The lists whose items all leave. */
function emptiedLists(slots: readonly Slot[], changes: ReadonlyMap<DocumentRange, Change>): ReadonlySet<number> {
  const lists = new Set(slots.flatMap(({ list }) => list ?? []));
  for (const { list, range } of slots) if (list !== undefined && !isGone(changes.get(range))) lists.delete(list);
  return lists;
}

/** Where all items left, the list is written as empty: `items:` alone would be null. */
function emptyList(slot: Slot): string {
  if (slot.range.syntax === 'json') return '';
  return `${' '.repeat(dashColumn(slot) + 2)}[]${newlineOf(slot.range)}`;
}
