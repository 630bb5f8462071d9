import type { DocumentRange } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';

/** A document range with what belongs to it around it. Slots and what is between them tile the source. */
export interface Slot {
  readonly range: DocumentRange;
  /** Bytes that stay whatever happens to the document: the end of a list, a comment before a separator. */
  readonly kept: Buffer;
  /** Bytes that go with the document: its separator, its comments and directives, its dash or comma. */
  readonly lead: Buffer;
  /** Items of one list share a number; documents of their own have none. */
  readonly list?: number;
}

const separator = /(?:^|\n)(---[ \t\v\f]*(?:#[^\r\n]*)?\r?(?:\n|$))/g;

/** Cuts the bytes around a source's documents into slots, so that a document can leave with its own separator. */
export function slotsOf(source: Source, ranges: readonly DocumentRange[]): readonly Slot[] {
  let end = 0;
  let list = -1;
  return ranges.map((range) => {
    const gap = source.bytes.subarray(end, range.start);
    const isFirst = end === 0;
    end = range.end;
    if (range.item === undefined) return { range, ...cut(gap, documentLead(gap, isFirst)) };
    if (range.item === 0) list += 1;
    return { range, ...cut(gap, range.syntax === 'json' ? jsonLead(gap, range.item) : dashLead(gap)), list };
  });
}

function cut(gap: Buffer, at: number): { readonly kept: Buffer; readonly lead: Buffer } {
  return { kept: gap.subarray(0, at), lead: gap.subarray(at) };
}

/** Where a document's own separator begins; without one, the comments above it go with it, but not a byte order mark. */
function documentLead(gap: Buffer, isFirst: boolean): number {
  const text = gap.toString('latin1');
  const last = [...text.matchAll(separator)].at(-1);
  if (last !== undefined) return last.index + last[0].length - (last[1] ?? '').length;
  return isFirst && text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
}

/** The dash of a block item, from the beginning of its line; a comment may stand between it and the item. */
function dashLead(gap: Buffer): number {
  const last = [...gap.toString('latin1').matchAll(/(?:^|\n)( *-(?=[ \t\r\n]|$))/g)].at(-1);
  return last === undefined ? gap.length : last.index + last[0].length - (last[1] ?? '').length;
}

/** The comma before a JSON item; the first has the opening bracket before it, which stays. */
function jsonLead(gap: Buffer, item: number): number {
  return item === 0 ? gap.length : 0;
}
