import type { Bytes } from './byte-string.ts';

/** How `wrapWords` breaks lines. */
interface Wrapping {
  /** In bytes; at least 1 is taken. */
  readonly width: number;
  /** Between lines; empty means a line feed. */
  readonly separator: Bytes;
  /** Words longer than a line are cut; otherwise they stick out. */
  readonly cutsWords: boolean;
}

/**
 * Breaks a text into lines at its spaces.
 *
 * @remarks
 * goutils: `WrapCustom`. Counts bytes, knows only the space U+0020, and gives existing line feeds no special treatment.
 */
export function wrapWords(text: Bytes, { width, separator, cutsWords }: Wrapping): Bytes {
  const length = Math.max(1, width);
  const lines: string[] = [];
  let rest = 0;
  while (text.length - rest > length) {
    if (text.charAt(rest) === ' ') {
      rest += 1;
      continue;
    }
    const cut = endOfLine(text, rest, length, cutsWords);
    // Without a space to the end, the rest is one line that no separator follows.
    if (cut.end === text.length && cut.next === text.length) break;
    lines.push(text.slice(rest, cut.end));
    rest = cut.next;
  }
  lines.push(text.slice(rest));
  return lines.join(separator === '' ? '\n' : separator) as Bytes;
}

function endOfLine(text: string, start: number, length: number, cutsWords: boolean): { end: number; next: number } {
  const space = text.lastIndexOf(' ', start + length);
  if (space >= start) return { end: space, next: space + 1 };
  if (cutsWords) return { end: start + length, next: start + length };
  const later = text.indexOf(' ', start + length);
  return later < 0 ? { end: text.length, next: text.length } : { end: later, next: later + 1 };
}
