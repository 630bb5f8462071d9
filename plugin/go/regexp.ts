// Go's regexp package, on RE2 as re2js has it. What re2js itself replaces, splits and finds differs from Go here and
// there, so that only its search for one match is used. Loading it takes some milliseconds: reach this file by import().

import { type Matcher, RE2JS } from 're2js';
import { adaptPattern } from './adapt-pattern.ts';
import { type Bytes, bufferOf, textOf } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { expandTemplate } from './expand-template.ts';

/** A match: where it and its groups begin and end, two numbers each; -1 for a group that took no part. */
export type Match = readonly number[];

/** A compiled regular expression. Strings are byte strings; bytes that are no UTF-8 match as U+FFFD. */
export class GoRegexp {
  /** The name of each group, by its number; empty where it has none, as for the whole match. Go allows a name twice. */
  readonly groupNames: readonly Bytes[];
  private readonly compiled: RE2JS;
  private readonly isEmpty: boolean;

  private constructor(compiled: RE2JS, groupNames: readonly Bytes[], isEmpty: boolean) {
    this.compiled = compiled;
    this.groupNames = groupNames;
    this.isEmpty = isEmpty;
  }

  /**
   * Compiles a pattern; text, not bytes.
   *
   * @returns `undefined` where Go reports an error.
   */
  static compile(pattern: string): GoRegexp | undefined {
    const adapted = adaptPattern(pattern);
    const compiled = adapted && tryCompile(adapted.pattern);
    return compiled && new GoRegexp(compiled, ['' as Bytes, ...adapted.names], pattern === '');
  }

  /** Whether the pattern occurs anywhere (`MatchString`). */
  test(input: Bytes): boolean {
    return this.matcher(input).find(0);
  }

  /** The first match (`FindStringSubmatchIndex`). */
  find(input: Bytes): Match | undefined {
    return this.search(this.matcher(input), 0);
  }

  /** All matches, at most `limit` of them unless it is negative (`FindAllStringSubmatchIndex`). */
  findAll(input: Bytes, limit = -1): Match[] {
    const matcher = this.matcher(input);
    const matches: Match[] = [];
    let previousEnd = -1;
    for (let at = 0; at <= input.length && matches.length !== limit; ) {
      const match = this.search(matcher, at);
      if (!match) break;
      const [start = 0, end = 0] = match;
      // An empty match right after another match does not count.
      if (end !== at || start !== previousEnd) matches.push(match);
      at = end === at ? at + (decodeRune(input, at).width || 1) : end;
      previousEnd = end;
    }
    return matches;
  }

  /** The texts of all matches (`FindAllString`). */
  findAllText(input: Bytes, limit = -1): Bytes[] {
    return this.findAll(input, limit).map(([start, end]) => input.slice(start, end) as Bytes);
  }

  /** Replaces all matches by a template with `$1`, `${name}` and `$$` (`ReplaceAllString`). */
  replaceAll(input: Bytes, template: Bytes): Bytes {
    const { groupNames } = this;
    return this.replaceWith(input, (match) => expandTemplate(template, { input, match, groupNames }));
  }

  /** Replaces all matches by a text in which `$` has no meaning (`ReplaceAllLiteralString`). */
  replaceAllLiteral(input: Bytes, replacement: Bytes): Bytes {
    return this.replaceWith(input, () => replacement);
  }

  /** Cuts a text at the matches, into at most `limit` parts unless it is negative (`Split`); 0 gives none. */
  split(input: Bytes, limit = -1): Bytes[] {
    if (limit === 0) return [];
    if (!this.isEmpty && input === '') return [input];
    const parts: Bytes[] = [];
    let from = 0;
    let end = 0;
    for (const [start = 0, stop = 0] of this.findAll(input, limit)) {
      if (limit > 0 && parts.length >= limit - 1) break;
      end = start;
      if (stop !== 0) parts.push(input.slice(from, end) as Bytes);
      from = stop;
    }
    if (end !== input.length) parts.push(input.slice(from) as Bytes);
    return parts;
  }

  // Go's loop for replacing is not its loop for finding: here an empty match after another one is skipped by another rule.
  private replaceWith(input: Bytes, replace: (match: Match) => string): Bytes {
    const matcher = this.matcher(input);
    let output = '';
    let copied = 0;
    for (let at = 0; at <= input.length; ) {
      const match = this.search(matcher, at);
      if (!match) break;
      const [start = 0, end = 0] = match;
      output += input.slice(copied, start);
      if (end > copied || start === 0) output += replace(match);
      copied = end;
      const { width } = decodeRune(input, at);
      at = Math.max(at + (width || 1), end);
    }
    return (output + input.slice(copied)) as Bytes;
  }

  private search(matcher: Matcher, from: number): Match | undefined {
    if (!matcher.find(from)) return undefined;
    return this.groupNames.flatMap((_name, group) => [matcher.start(group), matcher.end(group)]);
  }

  private matcher(input: Bytes): Matcher {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
    const isAscii = /^[\x00-\x7f]*$/.test(input);
    return this.compiled.matcher(isAscii ? input : bufferOf(input));
  }
}

function tryCompile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** Escapes what has a meaning in a pattern (`QuoteMeta`). */
export function quoteMeta(text: Bytes): Bytes {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&') as Bytes;
}

/** Compiles a pattern given as a byte string; `undefined` where Go reports an error, also for bytes that are no UTF-8. */
export function compileBytes(pattern: Bytes): GoRegexp | undefined {
  const text = textOf(pattern);
  if (text.includes('\ufffd') && !bufferOf(pattern).equals(Buffer.from(text, 'utf8'))) return undefined;
  return GoRegexp.compile(text);
}
