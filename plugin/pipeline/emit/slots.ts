import type { DocumentRange } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';

/** A document range with what belongs to it before it. Slots and what is behind the last one tile the source. */
export interface Slot {
  readonly range: DocumentRange;
  /** Where the document before it ends. */
  readonly gap: number;
  /**
   * Where what goes with the document begins: its separator, its comments and directives, its dash or comma. Between the
   * gap and here is what stays whatever happens: the end of a list, a comment before a separator.
   */
  lead(): number;
  /** Items of one list share a number; documents of their own have none. */
  readonly list?: number;
}

const separator = /(?:^|\n)(---[ \t\v\f]*(?:#[^\r\n]*)?\r?(?:\n|$))/g;

/** Finds the slots of a source, so that a document can leave with its own separator. */
export function slotsOf(source: Source, ranges: readonly DocumentRange[]): readonly Slot[] {
  let end = 0;
  let list = -1;
  return ranges.map((range) => {
    const gap = end;
    end = range.end;
    if (range.item === undefined)
      return { range, gap, lead: () => gap + documentLead(textOf(source, gap, range), gap === 0) };
    if (range.item === 0) list += 1;
    const { item } = range;
    if (range.syntax === 'json') return { range, gap, list, lead: () => (item === 0 ? range.start : gap) };
    return { range, gap, list, lead: () => gap + dashLead(textOf(source, gap, range)) };
  });
}

function textOf({ bytes }: Source, gap: number, { start }: DocumentRange): string {
  return bytes.toString('latin1', gap, start);
}

/** Where a document's own separator begins; without one, the comments above it go with it, but not a byte order mark. */
function documentLead(gap: string, isFirst: boolean): number {
  const last = [...gap.matchAll(separator)].at(-1);
  if (last !== undefined) return last.index + last[0].length - (last[1] ?? '').length;
  return isFirst && gap.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
}

/** The dash of a block item, from the beginning of its line; a comment may stand between it and the item. */
function dashLead(gap: string): number {
  const last = [...gap.matchAll(/(?:^|\n)( *-(?=[ \t\r\n]|$))/g)].at(-1);
  return last === undefined ? gap.length : last.index + last[0].length - (last[1] ?? '').length;
}
