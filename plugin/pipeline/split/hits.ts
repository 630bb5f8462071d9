import type { DocumentRange } from '../../model/document.ts';

/** A match inside a document. */
export interface Hit {
  readonly range: DocumentRange;
  readonly match: RegExpExecArray;
}

/**
 * The documents in which a pattern is found, each at most once, in one pass over the text.
 *
 * @param text - The source as latin1.
 * @param ranges - In order.
 * @param pattern - Global.
 */
export function* hits(text: string, ranges: readonly DocumentRange[], pattern: RegExp): Generator<Hit> {
  let index = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const at = match.index;
    const resume = pattern.lastIndex;
    while (index < ranges.length && (ranges[index] as DocumentRange).end <= at) index += 1;
    const range = ranges[index];
    if (range === undefined) return;
    if (range.start > at) continue;
    yield { range, match };
    pattern.lastIndex = Math.max(resume, range.end);
  }
}
