import { displayWidth } from './display-width.ts';

/**
 * Breaks a text between words, so that it fits a screen. A word that is wider than the screen stays whole.
 *
 * @param columns - Width of the screen; infinite where nobody looks, so that nothing is broken there.
 * @param hang - Put before each line but the first.
 */
export function wrap(text: string, columns: number, hang = ''): string {
  if (displayWidth(text) <= columns) return text;
  const lines: string[] = [];
  let line = '';
  let isFresh = true;
  // A list without blanks breaks behind its commas.
  for (const part of text.match(/ +|[^ ,]*,+|[^ ,]+/g) ?? []) {
    if (!isFresh && displayWidth(line) + displayWidth(part) > columns) {
      lines.push(line.trimEnd());
      line = hang;
      isFresh = true;
      if (part.startsWith(' ')) continue;
    }
    line += part;
    if (!part.startsWith(' ')) isFresh = false;
  }
  return [...lines, ...(isFresh && lines.length > 0 ? [] : [line])].join('\n');
}
