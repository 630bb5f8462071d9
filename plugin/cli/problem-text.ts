import { type Excerpt, type Place, showObject } from '../model/place.ts';
import type { Problem } from './problem.ts';
import { type Style, styleOf } from './style.ts';

/** More effects of one cause than these are counted. */
const mostEffects = 5;

/** A problem for people: what, where, and what to do. */
export function problemText(problem: Problem, style: Style = styleOf(false)): string {
  const { level, code, says, hint, place, effects = [] } = problem;
  const mark = (level === 'error' ? style.red : style.yellow)(`${level} ${code}`);
  const lines = [`${style.bold(mark)}: ${says}`];
  if (place !== undefined) lines.push(`  at ${whereOf(place)}`, ...excerptLines(place.excerpt?.(), style));
  for (const { place: at, subject } of effects.slice(0, mostEffects)) {
    lines.push(`  for ${at === undefined ? '' : `${whereOf(at)}: `}${subject}`);
  }
  if (effects.length > mostEffects) lines.push(`  and ${effects.length - mostEffects} more`);
  if (hint !== undefined) lines.push(`  ${style.cyan('hint')}: ${hint}`);
  return `${lines.join('\n')}\n`;
}

function whereOf(place: Place): string {
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const parts = [position, place.object === undefined ? '' : showObject(place.object), place.field ?? ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** The line, without the blanks before it, and a caret under what is meant. */
function excerptLines(excerpt: Excerpt | undefined, style: Style): readonly string[] {
  if (excerpt === undefined) return [];
  const { line, at } = excerpt;
  const text = line.trimStart();
  const caret = Math.max(0, at - (line.length - text.length));
  return [`  ${style.dim('|')} ${text}`, `  ${style.dim('|')} ${' '.repeat(caret)}${style.red('^')}`];
}
