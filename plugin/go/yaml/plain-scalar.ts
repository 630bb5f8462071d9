import type { Bytes } from '../byte-string.ts';
import type { Cursor } from './cursor.ts';

/** A plain scalar and whether it ends at the start of a line, where a key may follow. */
export interface PlainScalar {
  readonly value: Bytes;
  readonly end: number;
  readonly endsLine: boolean;
}

/**
 * Reads a scalar without quotes.
 *
 * @param indent - The least column of a further line.
 * @param inFlow - Inside brackets, where more characters end it.
 */
export function scanPlainScalar(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const run = inFlow ? flowRun : blockRun;
  const start = cursor.offset;
  let value = '';
  let end = start;
  // What lies between the last character and the next one, if there is a next one.
  let gap = '';
  let endsLine = false;
  while (!cursor.isDocumentMarker() && cursor.byte() !== 0x23) {
    const from = cursor.offset;
    cursor.skipRun(run);
    while (!cursor.isBlankOrEnd() && !endsPlain(cursor, inFlow)) {
      cursor.next();
      cursor.skipRun(run);
    }
    if (cursor.offset > from) {
      value += gap + cursor.text.slice(from, cursor.offset);
      end = cursor.offset;
      gap = '';
      endsLine = false;
    }
    if (!cursor.isBlank() && !cursor.isBreak()) break;
    const { space, broke } = scanGap(cursor, indent, start);
    gap = space;
    endsLine = broke;
    if (!inFlow && cursor.column < indent) break;
  }
  cursor.load(2);
  return { value: value as Bytes, end, endsLine };
}

// What can neither end a plain scalar nor is a blank.
const blockRun = /[!-9;-~]+/y;
const flowRun = /[!-+\--9;->@-Z\\^-z|~]+/y;

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const byte = cursor.byte();
  if (byte === 0x3a) return cursor.isBlankOrEnd(1);
  if (!inFlow) return false;
  return byte === 0x2c || byte === 0x3f || byte === 0x5b || byte === 0x5d || byte === 0x7b || byte === 0x7d;
}

/** Blanks and line breaks, folded: one break is a space, more are one less. */
function scanGap(cursor: Cursor, indent: number, start: number): { readonly space: string; readonly broke: boolean } {
  let blanks = '';
  let first = '';
  let rest = '';
  while (cursor.isBlank() || cursor.isBreak()) {
    if (cursor.isBreak()) {
      if (first === '') first = cursor.readBreak();
      else rest += cursor.readBreak();
      continue;
    }
    if (first !== '' && cursor.column < indent && cursor.byte() === 0x09) {
      throw cursor.fail('tab where an indentation is expected', start);
    }
    if (first === '') blanks += cursor.text.charAt(cursor.offset);
    cursor.next();
  }
  if (first === '') return { space: blanks, broke: false };
  return { space: foldBreaks(first, rest), broke: true };
}

/** Joins lines: a first LF becomes a space, unless more breaks follow, which then stand for themselves. */
export function foldBreaks(first: string, rest: string): string {
  if (first !== '\n') return first + rest;
  return rest === '' ? ' ' : rest;
}
