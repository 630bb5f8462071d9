import { modifierNames } from './modifier-names.ts';
import { parseQuery, type Query } from './query.ts';
import { decodeEscapes, squash } from './scan.ts';

/** The first part of a path, and what follows it: more path, or what its result is piped into. */
export interface PathPart {
  readonly part: string;
  readonly rest?: string;
  readonly pipe?: string;
}

/** A part that is looked for among the keys of an object. */
export interface KeyPart extends PathPart {
  /** Has wildcards. */
  readonly isWild: boolean;
}

/** A part that is looked for in an array. */
export interface IndexPart extends PathPart {
  /** Has a `#`, and so is no index. */
  readonly isHash: boolean;
  /** What follows `#.`: the path to take in each element. */
  readonly each?: string;
  readonly query?: Query;
}

/** Takes the first part off a path, as a key. A backslash makes the next character ordinary. */
export function takeKey(path: string): KeyPart {
  let part = '';
  let isWild = false;
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return { part, isWild, pipe: path.slice(at + 1) };
    if (character === '.') return { part, isWild, ...afterDot(path, at) };
    if (character === '\\') at++;
    else if (character === '*' || character === '?') isWild = true;
    part += path.charAt(at);
  }
  return { part, isWild };
}

/** Takes the first part off a path, as an index, `#` or a query. */
export function takeIndex(path: string): IndexPart {
  let isHash = false;
  let each: { readonly each?: string } = {};
  let query: { readonly query?: Query } = {};
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return { part: path.slice(0, at), isHash, ...each, ...query, pipe: path.slice(at + 1) };
    if (character === '.') {
      const follows = isHash ? { rest: path.slice(at + 1) } : afterDot(path, at);
      return { part: path.slice(0, at), isHash, ...each, ...query, ...follows };
    }
    if (character !== '#') continue;
    isHash = true;
    if (at > 0 || path.length === 1) continue;
    if (path.charAt(1) === '.') each = { each: path.slice(2) };
    else if (path.charAt(1) === '[' || path.charAt(1) === '(') {
      const found = parseQuery(path);
      if (!found) return { part: path, isHash, query: { path: '', operator: '', value: '', isAll: false } };
      const { end, hasEscapes, ...parts } = found;
      query = { query: { ...parts, value: unquote(parts.value, hasEscapes), isAll: path.charAt(end) === '#' } };
      at = end - 1;
    }
  }
  return { part: path, isHash, ...each, ...query };
}

function unquote(value: string, hasEscapes: boolean): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value;
  const inner = value.slice(1, -1);
  return hasEscapes ? decodeEscapes(inner) : inner;
}

// A dot before a modifier or a multipath is a pipe.
function afterDot(path: string, at: number): { readonly rest: string } | { readonly pipe: string } {
  const rest = path.slice(at + 1);
  return startsPipe(rest) ? { pipe: rest } : { rest };
}

function startsPipe(rest: string): boolean {
  if (rest.startsWith('[') || rest.startsWith('{')) return true;
  return rest.startsWith('@') && modifierNames.has(/^[^.|:]*/.exec(rest.slice(1))?.[0] ?? '');
}

/** Divides a path at its first pipe that stands outside of a query. */
export function splitPipe(path: string): { readonly left: string; readonly right: string } | undefined {
  if (!path.includes('|')) return undefined;
  if (path.startsWith('{')) return splitAfterMultipath(path);
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '|') return { left: path.slice(0, at), right: path.slice(at + 1) };
    if (character === '\\') at++;
    else if (character === '.') {
      if (at === path.length - 1) return undefined;
      if (path.charAt(at + 1) !== '#') continue;
      at += 2;
      if (at === path.length) return undefined;
      const open = path.charAt(at);
      if (open === '[' || open === '(') at = queryEnd(path, at, open === '[' ? ']' : ')');
    }
  }
  return undefined;
}

function splitAfterMultipath(path: string): { readonly left: string; readonly right: string } | undefined {
  // The opening brace is left out when its end is looked for, whatever comes first instead of it.
  const end = 1 + squash(path.slice(1)).length;
  if (end >= path.length || path.charAt(end) !== '|') return undefined;
  return { left: path.slice(0, end), right: path.slice(end + 1) };
}

/** The place of the bracket that closes a query, or the end. */
function queryEnd(path: string, open: number, close: string): number {
  const opening = path.charAt(open);
  for (let depth = 1, at = open + 1; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '\\') at++;
    else if (character === opening) depth++;
    else if (character === close) {
      depth--;
      if (depth === 0) return at;
    } else if (character === '"') at = quoteEnd(path, at);
  }
  return path.length;
}

/** The place of the quote that closes the one at a place, or the end. */
export function quoteEnd(path: string, open: number): number {
  for (let at = open + 1; at < path.length; at++) {
    if (path.charAt(at) === '\\') at++;
    else if (path.charAt(at) === '"') return at;
  }
  return path.length;
}
