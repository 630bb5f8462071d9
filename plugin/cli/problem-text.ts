import { type Excerpt, type Place, showObject } from '../model/place.ts';
import type { Problem } from './problem.ts';
import { caretLine } from './screen/caret-line.ts';
import { printable } from './screen/printable.ts';
import { type Style, styleOf } from './screen/style.ts';
import { wrap } from './screen/wrap.ts';

/** More effects of one cause than these are counted. */
const mostEffects = 5;

/** A problem for people: what, where, and what to do. */
export function problemText(problem: Problem, style: Style = styleOf(false)): string {
  const { level, code, says, hint, place, effects = [] } = problem;
  const mark = (level === 'error' ? style.red : style.magenta)(`${level} ${code}`);
  const told = (head: string, text: string, hang = '    ') => wrap(`${head}${words(text, hang)}`, style.columns, hang);
  const lines = [told(`${style.bold(mark)}: `, says)];
  if (place !== undefined) lines.push(told('  at ', whereOf(place)), ...excerptLines(place.excerpt?.(), style));
  for (const { place: at, subject } of effects.slice(0, mostEffects)) {
    lines.push(told('  for ', `${at === undefined ? '' : `${whereOf(at)}: `}${subject}`));
  }
  if (effects.length > mostEffects) lines.push(`  and ${effects.length - mostEffects} more`);
  if (hint !== undefined) lines.push(told(`  ${style.bold('hint')}: `, hint, '        '));
  return `${lines.join('\n')}\n`;
}

/** Lines of a text stand below its first, so that none of them looks like a problem of its own. */
function words(text: string, hang: string): string {
  return text.split('\n').map(printable).join(`\n${hang}`);
}

function whereOf(place: Place): string {
  const position = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const parts = [position, place.object === undefined ? '' : showObject(place.object), place.field ?? ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** The line, without the blanks before it, and a caret under what is meant. */
function excerptLines(excerpt: Excerpt | undefined, style: Style): readonly string[] {
  if (excerpt === undefined) return [];
  const bar = `  ${style.dim('|')} `;
  const { text, caret } = caretLine(excerpt, style.columns - 4);
  return [`${bar}${text}`, `${bar}${' '.repeat(caret)}${style.red('^')}`];
}
