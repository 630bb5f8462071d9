// Following a path through a text. github.com/tidwall/gjson v1.18.0, parseObject and parseArray.

import { deepest } from './deepest.ts';
import { matchesWildcard } from './match.ts';
import { type IndexPart, splitPipe, takeIndex, takeKey } from './path.ts';
import { type Query, satisfies } from './query.ts';
import { exists, none, type Result, resultText } from './result.ts';
import { decodeEscapes, type ScannedString, scanScalar, scanString, squashEnd } from './scan.ts';
import { nextValue } from './values.ts';

/** Looks a whole path up in a text. */
export type Get = (json: string, path: string) => Result;

/** Follows a path that begins with a key or an index. */
export function lookUp(json: string, path: string, get: Get): Result {
  const lookup = new Lookup(json, get);
  if (path.startsWith('..')) lookup.inArray(0, path.slice(2));
  else {
    const start = json.search(/[{[]/);
    if (start >= 0 && json.charAt(start) === '{') lookup.inObject(start + 1, path);
    else if (start >= 0) lookup.inArray(start + 1, path);
  }
  return lookup.pipe === undefined ? lookup.found : get(lookup.found.raw, lookup.pipe);
}

/** Where reading left off, and whether what was looked for has been found. */
interface Step {
  readonly end: number;
  readonly isFound: boolean;
}

class Lookup {
  found: Result = none;
  /** What the result is to be piped into. */
  pipe: string | undefined;
  private readonly json: string;
  private readonly get: Get;
  private depth = 0;

  constructor(json: string, get: Get) {
    this.json = json;
    this.get = get;
  }

  /** Looks among the keys of the object whose brace ends at `start`. */
  inObject(start: number, path: string): Step {
    const { json } = this;
    const { part, isWild, rest, pipe } = takeKey(path);
    if (pipe !== undefined) this.pipe = pipe;
    for (let at = start; at < json.length; ) {
      const key = this.nextKey(at);
      if (typeof key === 'number') return { end: key, isFound: false };
      const name = key.hasEscapes ? decodeEscapes(key.inner) : key.inner;
      const isMatch = isWild ? matchesWildcard(name, part) : name === part;
      const step = this.member(key.end, isMatch, rest);
      if (step.isFound) return step;
      at = step.end;
    }
    return { end: json.length, isFound: false };
  }

  /** The next key, or where to go on when there is none. */
  private nextKey(from: number): ScannedString | number {
    const { json } = this;
    for (let at = from; at < json.length; at++) {
      const character = json.charAt(at);
      if (character === '}') return at + 1;
      if (character === '"') return scanString(json, at) ?? json.length;
    }
    return json.length;
  }

  /** Reads the value after a key, wherever it begins. */
  private member(from: number, isMatch: boolean, rest: string | undefined): Step {
    for (let at = from; at < this.json.length; at++) {
      const step = this.value(at, isMatch, rest);
      if (step) return step;
    }
    return { end: this.json.length, isFound: false };
  }

  /** Reads the value at a place, if one begins there; goes into it where the path does, else takes it where the path ends. */
  private value(at: number, isMatch: boolean, rest: string | undefined): Step | undefined {
    const { json } = this;
    const character = json.charAt(at);
    if (character === '{' || character === '[') {
      if (isMatch && rest !== undefined && this.depth < deepest) {
        this.depth++;
        const step = character === '{' ? this.inObject(at + 1, rest) : this.inArray(at + 1, rest);
        this.depth--;
        return step;
      }
      const end = squashEnd(json, at);
      const isFound = isMatch && rest === undefined;
      if (isFound) this.found = { ...none, type: 'JSON', raw: json.slice(at, end) };
      return { end, isFound };
    }
    const scanned = scanScalar(json, at);
    if (!scanned) return undefined;
    // A string that is not closed ends the search.
    if (scanned === 'broken') return { end: json.length + 1, isFound: false };
    const isFound = isMatch && rest === undefined;
    if (isFound) this.found = scanned.result;
    return { end: scanned.end, isFound };
  }

  /** Looks among the elements of the array whose bracket ends at `start`; the end of the text closes it too. */
  inArray(start: number, path: string): Step {
    const { json } = this;
    const part = takeIndex(path);
    if (part.pipe !== undefined) this.pipe = part.pipe;
    if (part.query) return new QuerySearch(this, part, part.query).run(start);
    const index = part.isHash ? -1 : indexOf(part.part);
    const starts: number[] = [];
    for (let at = start, count = 0; at <= json.length; count++) {
      starts.push(at);
      const step = this.element(at, count === index, part.rest);
      if (step === undefined) {
        const end = this.arrayEnd(at);
        if (part.isHash && part.part === '#') {
          this.found = part.each === undefined ? countResult(count) : this.each(starts, part.each);
          return { end, isFound: true };
        }
        return { end, isFound: false };
      }
      if (step.isFound) return step;
      at = step.end;
    }
    return { end: json.length + 1, isFound: false };
  }

  /** Reads the next element; `undefined` at the end of the array. */
  private element(from: number, isMatch: boolean, rest: string | undefined): Step | undefined {
    for (let at = from; at < this.json.length; at++) {
      if (this.json.charAt(at) === ']') return undefined;
      const step = this.value(at, isMatch, rest);
      if (step) return step;
    }
    return undefined;
  }

  private arrayEnd(from: number): number {
    const at = this.json.indexOf(']', from);
    return (at < 0 ? this.json.length : at) + 1;
  }

  /** The path that follows `#.`, taken in each element; those without it are left out. */
  private each(starts: readonly number[], path: string): Result {
    const split = splitPipe(path);
    if (split) this.pipe = split.right;
    const raws: string[] = [];
    for (const start of starts) {
      spaces.lastIndex = start;
      spaces.test(this.json);
      const at = spaces.lastIndex;
      const element = this.json.charAt(at) === ']' ? undefined : nextValue(this.json, at);
      if (!element) continue;
      const result = this.get(element.result.raw, split?.left ?? path);
      if (exists(result)) raws.push(result.raw === '' ? resultText(result) : result.raw);
    }
    return { ...none, type: 'JSON', raw: `[${raws.join(',')}]` };
  }

  /** Reads the next element as it is. */
  elementAt(from: number): { readonly result: Result; readonly end: number } | 'broken' | undefined {
    const { json } = this;
    for (let at = from; at < json.length; at++) {
      const character = json.charAt(at);
      if (character === ']') return undefined;
      if (character === '{' || character === '[') {
        const end = squashEnd(json, at);
        return { result: { ...none, type: 'JSON', raw: json.slice(at, end) }, end };
      }
      const scanned = scanScalar(json, at);
      if (scanned) return scanned;
    }
    return undefined;
  }

  get length(): number {
    return this.json.length;
  }

  endOfArray(from: number): number {
    return this.arrayEnd(from);
  }

  look(json: string, path: string): Result {
    return this.get(json, path);
  }
}

const spaces = /[ \t\r\n]*/y;

// Go counts on without looking whether 64 bits are exceeded.
function indexOf(part: string): number {
  return /^[0-9]+$/.test(part) ? Number(BigInt.asUintN(64, BigInt(part))) : -1;
}

function countResult(count: number): Result {
  return { ...none, type: 'Number', raw: String(count), number: count };
}

/** The elements of an array that satisfy a query. */
class QuerySearch {
  private readonly lookup: Lookup;
  private readonly query: Query;
  private rest: string | undefined;
  /** What all matches gave, in JSON. */
  private readonly raws: string[] = [];

  constructor(lookup: Lookup, part: IndexPart, query: Query) {
    this.lookup = lookup;
    this.query = query;
    this.rest = part.rest;
  }

  run(start: number): Step {
    const { lookup, query } = this;
    for (let at = start; ; ) {
      const element = lookup.elementAt(at);
      if (element === 'broken') return { end: Number.POSITIVE_INFINITY, isFound: false };
      if (!element) {
        if (at > lookup.length) return { end: at, isFound: false };
        if (!exists(lookup.found) && query.isAll) {
          lookup.found = { ...none, type: 'JSON', raw: `[${this.raws.join(',')}]` };
        }
        return { end: lookup.endOfArray(at), isFound: false };
      }
      if (this.take(element.result)) return { end: element.end, isFound: true };
      at = element.end;
    }
  }

  /** Whether an element is the one that was looked for. */
  private take(element: Result): boolean {
    const { lookup, query } = this;
    if (element.type !== 'JSON' && query.path !== '') return false;
    const asked = element.type === 'JSON' ? lookup.look(element.raw, query.path) : element;
    if (!satisfies(query, asked)) return false;
    const result = this.follow(element);
    if (!query.isAll) {
      lookup.found = result;
      return true;
    }
    const raw = result.raw === '' ? resultText(result) : result.raw;
    if (raw !== '') this.raws.push(raw);
    return false;
  }

  private follow(element: Result): Result {
    if (this.rest === undefined) return element;
    const split = splitPipe(this.rest);
    if (split) {
      this.rest = split.left;
      this.lookup.pipe = split.right;
    }
    return this.lookup.look(element.raw, this.rest);
  }
}
