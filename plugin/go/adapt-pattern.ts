import { type Bytes, bytesOf } from './byte-string.ts';
import { unicodeClass } from './unicode-class.ts';

/** A pattern that means to re2js what the given one means to Go. */
interface Adapted {
  readonly pattern: string;
  /** The names that were written, one for each group; empty where there is none. */
  readonly names: readonly Bytes[];
}

// Quotations, escapes, bracketed classes and parentheses that open a group, in the order in which they hide one another.
const parts =
  /\\Q.*?(?:\\E|$)|\\[pP](?:\{[^}]*\}|.)|\\.|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]?|\((?:\?P?<([^>]*)>|(?!\?))/gs;
const escapes = /\\[pP](?:\{[^}]*\}|.)|\\./gs;

/**
 * Writes a pattern so that re2js takes it as Go does.
 *
 * @remarks
 * Go allows two groups of one name, and knows `\p{Letter}` and `\p{greek}`; re2js knows properties that Go does not.
 *
 * @returns `undefined` where the pattern names a class that Go does not know.
 */
export function adaptPattern(pattern: string): Adapted | undefined {
  const names: Bytes[] = [];
  let isKnown = true;
  const adaptEscape = (written: string): string => {
    const adapted = /^\\[pP]/.test(written) ? adaptClass(written) : written;
    if (adapted === undefined) isKnown = false;
    return adapted ?? written;
  };
  const adapted = pattern.replace(parts, (part: string, name: string | undefined, at: number) => {
    if (part.startsWith('\\Q')) return part;
    if (part.startsWith('\\')) return adaptEscape(part);
    if (part.startsWith('[')) return plainBrackets(part, pattern.slice(at)).replace(escapes, adaptEscape);
    const isTaken = name !== undefined && name !== '' && names.includes(bytesOf(name));
    names.push(bytesOf(name ?? ''));
    return isTaken ? `(?P<${name}_${names.length}>` : part;
  });
  return isKnown ? { pattern: adapted, names } : undefined;
}

// Without a `:]` anywhere behind it, `[:` in a class is two characters.
function plainBrackets(part: string, rest: string): string {
  return part.replace(/(?<!^|\\)\[:/g, (opening, at) => (rest.includes(':]', at + 2) ? opening : '\\[:'));
}

function adaptClass(written: string): string | undefined {
  const [, letter, negation = '', braced, single] = /^\\([pP])(?:\{(\^?)([^}]*)\}|(.))$/s.exec(written) ?? [];
  const name = unicodeClass(braced ?? single ?? '');
  return name && `\\${letter}{${negation}${name}}`;
}
