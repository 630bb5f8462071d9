import { RE2JS } from 're2js';
import { expandTemplate } from './expand-template.ts';
import { splitGroupNames } from './group-names.ts';

/** Where a match and its groups stand: pairs of start and end in UTF-16 units, -1 for a group that took no part. */
export type RegexpMatch = readonly number[];

/**
 * A Go regular expression (RE2 syntax, leftmost-first, linear time).
 *
 * @remarks
 * Go: package `regexp`. Works on text; a byte string goes through `losslessText` first, so that bytes that are no UTF-8
 * survive. Such bytes stand as lone surrogates and match as U+FFFD, as in Go.
 */
export class GoRegexp {
  readonly #pattern: string;
  readonly #program: RE2JS;
  /** Name of each group by number; `''` for those without one. A name may stand twice. */
  readonly names: readonly string[];

  private constructor(pattern: string, program: RE2JS, names: readonly string[]) {
    this.#pattern = pattern;
    this.#program = program;
    this.names = names;
  }

  /** Compiles a pattern; `undefined` when Go would refuse it. */
  static compile(pattern: string): GoRegexp | undefined {
    const { unique, names } = splitGroupNames(pattern);
    try {
      return new GoRegexp(pattern, RE2JS.compile(unique), names);
    } catch {
      return undefined;
    }
  }

  /** Go's MatchString. */
  test(text: string): boolean {
    return this.#program.matcher(visible(text)).find();
  }

  /** Go's FindStringSubmatchIndex. */
  find(text: string): RegexpMatch | undefined {
    return this.findAll(text, 1)[0];
  }

  /** Go's FindAllStringSubmatchIndex: an empty match right after another one is left out. `limit` below 0 means all. */
  findAll(text: string, limit = -1): readonly RegexpMatch[] {
    const seen = visible(text);
    const matcher = this.#program.matcher(seen);
    const matches: RegexpMatch[] = [];
    let from = 0;
    let lastEnd = -1;
    while (matches.length !== limit && from <= seen.length && matcher.find(from)) {
      const groups = this.names.flatMap((_, group) => [matcher.start(group), matcher.end(group)]);
      const [start = 0, end = 0] = groups;
      if (start !== end || start !== lastEnd) matches.push(groups);
      from = end > from ? end : from + widthAt(seen, from);
      lastEnd = end;
    }
    return matches;
  }

  /** Go's ReplaceAllString: `$1`, `${name}` in the template stand for groups. */
  replaceAll(text: string, template: string): string {
    return this.replaceAllBy(text, (match) => expandTemplate(template, this.names, match, text));
  }

  /** Go's ReplaceAllLiteralString. */
  replaceAllLiteral(text: string, replacement: string): string {
    return this.replaceAllBy(text, () => replacement);
  }

  /** Go's Split: at most `limit` parts, all of them below 0, none at 0. */
  split(text: string, limit: number): readonly string[] {
    if (limit === 0) return [];
    if (text === '' && this.#pattern !== '') return [''];
    const parts: string[] = [];
    let from = 0;
    let end = 0;
    for (const [start = 0, stop = 0] of this.findAll(text, limit)) {
      if (limit > 0 && parts.length === limit - 1) break;
      end = start;
      if (stop !== 0) parts.push(text.slice(from, start));
      from = stop;
    }
    if (end !== text.length) parts.push(text.slice(from));
    return parts;
  }

  private replaceAllBy(text: string, replacement: (match: RegexpMatch) => string): string {
    let result = '';
    let from = 0;
    for (const match of this.findAll(text)) {
      const [start = 0, end = 0] = match;
      result += text.slice(from, start) + replacement(match);
      from = end;
    }
    return result + text.slice(from);
  }
}

/** Go's QuoteMeta. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function visible(text: string): string {
  return text.toWellFormed();
}

function widthAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}
