import type { DocumentRange } from '../../model/document.ts';
import type { Source } from '../../model/source.ts';
import { blockItems } from './block-items.ts';
import { type Chunk, chunks } from './chunks.ts';
import { jsonItems } from './json-items.ts';
import { LineIndex } from './line-index.ts';

/**
 * Cuts a source into documents, by bytes and without parsing any.
 *
 * @remarks
 * A range begins at the first line with content (comments and directives above it belong to nobody) and ends before
 * the next boundary. The items of a `kind: List` or of a ResourceList are ranges of their own; what is around them
 * belongs to nobody either. The line is counted only when it is asked for.
 *
 * @param text - The source's bytes as latin1, for a caller that has them.
 * @returns The ranges in order.
 */
export function split(source: Source, text = source.bytes.toString('latin1')): DocumentRange[] {
  const lines = new LineIndex(source.bytes);
  const ranges: DocumentRange[] = [];
  let list = text.indexOf('List');
  for (const chunk of chunks(text)) {
    while (list >= 0 && list < chunk.start) list = text.indexOf('List', list + 4);
    const items = list >= 0 && list < chunk.end ? itemsOf(text, chunk) : undefined;
    if (items === undefined) {
      ranges.push(new Range(source, chunk, lines));
      continue;
    }
    for (const [index, item] of items.entries()) {
      ranges.push(new Range(source, { ...item, syntax: chunk.syntax }, lines, index));
    }
  }
  return ranges;
}

function itemsOf(text: string, chunk: Chunk): ReturnType<typeof blockItems> {
  return chunk.syntax === 'json' ? jsonItems(text, chunk.start, chunk.end) : blockItems(text, chunk.start, chunk.end);
}

class Range implements DocumentRange {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly syntax: 'yaml' | 'json';
  readonly item?: number;
  readonly indent?: number;
  readonly inRow?: true;
  readonly #lines: LineIndex;

  constructor(source: Source, at: Chunk & { readonly indent?: number }, lines: LineIndex, item?: number) {
    this.source = source;
    this.start = at.start;
    this.end = at.end;
    this.syntax = at.syntax;
    if (item !== undefined) this.item = item;
    if (at.indent !== undefined) this.indent = at.indent;
    if (at.inRow !== undefined) this.inRow = at.inRow;
    this.#lines = lines;
  }

  get line(): number {
    return this.#lines.lineAt(this.start);
  }
}
