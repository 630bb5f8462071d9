import { showObject } from '../model/place.ts';
import type { Problem } from './problem.ts';

/** A problem for people: what, where, and what to do. */
export function problemText({ level, code, says, hint, place }: Problem): string {
  const lines = [`${level} ${code}: ${says}`];
  if (place !== undefined) {
    const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    const parts = [position, place.object === undefined ? '' : showObject(place.object), place.field ?? ''];
    lines.push(`  at ${parts.filter((part) => part !== '').join(', ')}`);
    if (place.excerpt !== undefined) lines.push(`  | ${place.excerpt}`);
  }
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  return `${lines.join('\n')}\n`;
}
