import type { Bytes } from '../byte-string.ts';
import { encodeRune } from '../encode-rune.ts';
import type { Cursor } from './cursor.ts';
import { foldBreaks } from './plain-scalar.ts';

/** Reads a scalar in single or double quotes, from the opening quote to after the closing one. */
export function scanQuotedScalar(cursor: Cursor, style: 'single' | 'double'): Bytes {
  const start = cursor.offset;
  const quote = cursor.byte();
  cursor.next();
  let value = '';
  for (;;) {
    if (cursor.isDocumentMarker()) throw cursor.fail('document marker inside quotes', start);
    if (cursor.isEnd()) {
      cursor.load(1);
      throw cursor.fail('a quote is not closed', start);
    }
    const { text, escapedBreak } = style === 'single' ? scanSingle(cursor) : scanDouble(cursor, start);
    value += text;
    if (cursor.byte() === quote) break;
    value += scanGap(cursor, escapedBreak);
  }
  cursor.next();
  cursor.load(2);
  return value as Bytes;
}

interface Run {
  readonly text: string;
  /** The run ended at a backslash before a line break, which joins the lines with nothing between them. */
  readonly escapedBreak: boolean;
}

const singleRun = /[!-&(-~]+/y;
const doubleRun = /[!#-[\]-~]+/y;

function scanSingle(cursor: Cursor): Run {
  let text = '';
  let from = cursor.offset;
  cursor.skipRun(singleRun);
  for (; !cursor.isBlankOrEnd(); cursor.skipRun(singleRun)) {
    if (cursor.byte() === 0x27) {
      if (cursor.byte(1) !== 0x27) break;
      cursor.next();
      text += cursor.text.slice(from, cursor.offset);
      from = cursor.offset + 1;
    }
    cursor.next();
  }
  return { text: text + cursor.text.slice(from, cursor.offset), escapedBreak: false };
}

function scanDouble(cursor: Cursor, start: number): Run {
  let text = '';
  let from = cursor.offset;
  cursor.skipRun(doubleRun);
  for (; !cursor.isBlankOrEnd() && cursor.byte() !== 0x22; cursor.skipRun(doubleRun)) {
    if (cursor.byte() !== 0x5c) {
      cursor.next();
      continue;
    }
    text += cursor.text.slice(from, cursor.offset);
    if (cursor.isBreak(1)) {
      cursor.next();
      cursor.nextLine();
      return { text, escapedBreak: true };
    }
    text += scanEscape(cursor, start);
    from = cursor.offset;
  }
  return { text: text + cursor.text.slice(from, cursor.offset), escapedBreak: false };
}

const named = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['N', encodeRune(0x85)],
  ['_', encodeRune(0xa0)],
  ['L', encodeRune(0x2028)],
  ['P', encodeRune(0x2029)],
]);

const lengths = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function scanEscape(cursor: Cursor, start: number): string {
  const letter = cursor.text.charAt(cursor.offset + 1);
  cursor.load(2);
  const simple = named.get(letter);
  const length = lengths.get(letter);
  if (simple === undefined && length === undefined) throw cursor.fail('unknown escape in double quotes', start);
  cursor.next();
  cursor.next();
  if (simple !== undefined) return simple;
  const digits = cursor.text.slice(cursor.offset, cursor.offset + (length ?? 0));
  if (digits.length !== length || !/^[0-9A-Fa-f]+$/.test(digits)) {
    throw cursor.fail('escape in double quotes lacks hexadecimal digits', start);
  }
  const code = Number.parseInt(digits, 16);
  // A pair of surrogate escapes, which JSON allows, is refused too.
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw cursor.fail('escape in double quotes is no Unicode character', start);
  }
  for (let i = 0; i < digits.length; i++) cursor.next();
  return encodeRune(code);
}

/** Blanks and line breaks inside quotes, folded as in plain scalars. */
function scanGap(cursor: Cursor, escapedBreak: boolean): string {
  let blanks = '';
  let first = '';
  let rest = '';
  let broke = escapedBreak;
  while (cursor.isBlank() || cursor.isBreak()) {
    if (cursor.isBreak()) {
      if (broke) rest += cursor.readBreak();
      else first = cursor.readBreak();
      broke = true;
      continue;
    }
    if (!broke) blanks += cursor.text.charAt(cursor.offset);
    cursor.next();
  }
  return broke ? foldBreaks(first, rest) : blanks;
}
