import type { Bytes } from '../byte-string.ts';
import type { Cursor } from './cursor.ts';

interface Header {
  readonly chomping: 'clip' | 'strip' | 'keep';
  /** Columns beyond the parent's; 0 when the text tells. */
  readonly increment: number;
}

/** A literal or folded scalar and where its last line ends. */
export interface BlockScalar {
  readonly value: Bytes;
  readonly end: number;
}

/**
 * Reads a `|` or `>` scalar.
 *
 * @param parentIndent - Column of the collection it stands in, -1 outside any.
 */
export function scanBlockScalar(cursor: Cursor, style: 'literal' | 'folded', parentIndent: number): BlockScalar {
  const start = cursor.offset;
  cursor.next();
  const { chomping, increment } = scanHeader(cursor, start);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let breaks = scanBreaks(cursor, indent, parentIndent, start);
  indent = breaks.indent;
  let value = '';
  let leading = '';
  let startsBlank = false;
  while (cursor.column === indent && !cursor.isEnd()) {
    const blank = cursor.isBlank();
    // Lines that begin with a blank are not folded, nor are their neighbours.
    const folds = style === 'folded' && !startsBlank && !blank && leading === '\n';
    if (!folds) value += leading;
    else if (breaks.text === '') value += ' ';
    value += breaks.text;
    startsBlank = blank;
    const from = cursor.offset;
    cursor.skipLine();
    value += cursor.text.slice(from, cursor.offset);
    cursor.load(2);
    leading = cursor.readBreak();
    breaks = scanBreaks(cursor, indent, parentIndent, start);
  }
  if (chomping !== 'strip') value += leading;
  if (chomping === 'keep') value += breaks.text;
  return { value: value as Bytes, end: breaks.end };
}

function scanHeader(cursor: Cursor, start: number): Header {
  let chomping = scanChomping(cursor);
  const increment = scanIncrement(cursor, start);
  if (chomping === undefined && increment > 0) chomping = scanChomping(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  cursor.load(1);
  if (!cursor.isBreakOrEnd()) throw cursor.fail('text after the sign of a block scalar', start);
  cursor.nextLine();
  return { chomping: chomping ?? 'clip', increment };
}

function scanChomping(cursor: Cursor): Header['chomping'] | undefined {
  const byte = cursor.byte();
  if (byte !== 0x2b && byte !== 0x2d) return undefined;
  cursor.next();
  return byte === 0x2b ? 'keep' : 'strip';
}

function scanIncrement(cursor: Cursor, start: number): number {
  const digit = cursor.byte() - 0x30;
  if (digit < 0 || digit > 9) return 0;
  if (digit === 0) throw cursor.fail('indentation of a block scalar is 0', start);
  cursor.next();
  return digit;
}

interface Breaks {
  readonly text: string;
  readonly indent: number;
  readonly end: number;
}

/** Passes indentation and empty lines; finds the indentation when it is not known yet (0). */
function scanBreaks(cursor: Cursor, known: number, parentIndent: number, start: number): Breaks {
  let text = '';
  let deepest = 0;
  let end = cursor.offset;
  for (;;) {
    while ((known === 0 || cursor.column < known) && cursor.byte() === 0x20) cursor.next();
    deepest = Math.max(deepest, cursor.column);
    cursor.load(1);
    if ((known === 0 || cursor.column < known) && cursor.byte() === 0x09) {
      throw cursor.fail('tab in the indentation of a block scalar', start);
    }
    if (!cursor.isBreak()) break;
    text += cursor.readBreak();
    end = cursor.offset;
  }
  return { text, indent: known === 0 ? Math.max(deepest, parentIndent + 1, 1) : known, end };
}
