import type { Excerpt } from '../../model/place.ts';
import { displayWidth } from './display-width.ts';
import { graphemes } from './graphemes.ts';
import { printable } from './printable.ts';

/** A line of a manifest as it is shown, and how many columns stand before what is meant. */
export interface CaretLine {
  readonly text: string;
  readonly caret: number;
}

/** Before what is meant so much is left where a line is cut. */
const before = 20;

/**
 * The line without the blanks before it, and where the caret stands below it. Of a line that is wider than the screen the
 * part around the caret is shown.
 */
export function caretLine({ line, at }: Excerpt, columns: number): CaretLine {
  const blanks = line.length - line.trimStart().length;
  const left = shown(line.slice(blanks, Math.max(at, blanks)));
  const right = shown(line.slice(Math.max(at, blanks)));
  const caret = displayWidth(left);
  if (caret + displayWidth(right) <= columns) return { text: left + right, caret };
  const most = Math.max(columns - before, Math.floor(columns / 2));
  const start = caret < most ? left : `…${ending(left, before)}`;
  const room = columns - displayWidth(start);
  const end = displayWidth(right) <= room ? right : `${beginning(right, room - 1)}…`;
  return { text: start + end, caret: displayWidth(start) };
}

// The next stop of a tab depends on what stands before the line.
function shown(text: string): string {
  return printable(text.replaceAll('\t', ' '));
}

function beginning(text: string, room: number): string {
  let taken = '';
  for (const character of graphemes(text)) {
    if (displayWidth(taken + character) > room) break;
    taken += character;
  }
  return taken;
}

function ending(text: string, room: number): string {
  let taken = '';
  for (const character of graphemes(text).toReversed()) {
    if (displayWidth(character + taken) > room) break;
    taken = character + taken;
  }
  return taken;
}
