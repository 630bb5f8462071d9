import type { Bytes } from '../byte-string.ts';
import { quoteJson } from '../json.ts';
import { isValidJson } from './is-valid-json.ts';
import type { Get } from './lookup.ts';
import { quoteEnd } from './path.ts';
import { exists, none, type Result, resultText } from './result.ts';

interface Selector {
  /** What stands before the colon; absent without one. */
  readonly name: string;
  readonly path: string;
}

/** What a path `{a,b}` or `[a,b]` begins with. */
export interface Multipath {
  readonly selectors: readonly Selector[];
  /** What follows the closing bracket. */
  readonly rest: string;
}

/** Takes the paths inside the bracket that a path begins with; `undefined` when it is not closed. */
export function takeMultipath(path: string): Multipath | undefined {
  const selectors: Selector[] = [];
  let depth = 1;
  let colon = 0;
  let start = 1;
  let inModifier = false;
  for (let at = 1; at < path.length; at++) {
    const character = path.charAt(at);
    if (character === '\\') at++;
    else if (character === '"') at = quoteEnd(path, at);
    else if (character === '@') inModifier ||= '.|'.includes(path.charAt(at - 1));
    else if (character === ':' && !inModifier && colon === 0 && depth === 1) colon = at;
    else if ('[({'.includes(character)) depth++;
    else if ('])}'.includes(character)) depth--;
    const ends = depth === 0 || (character === ',' && depth === 1);
    if (!ends) continue;
    selectors.push(selectorOf(path, start, colon, at));
    if (depth === 0) return { selectors, rest: path.slice(at + 1) };
    colon = 0;
    inModifier = false;
    start = at + 1;
  }
  return undefined;
}

function selectorOf(path: string, start: number, colon: number, end: number): Selector {
  if (colon === 0) return { name: '', path: path.slice(start, end) };
  return { name: path.slice(start, colon), path: path.slice(colon + 1, end) };
}

/** Makes an object or an array of what the paths give; those that give nothing are left out. */
export function build(json: string, kind: '{' | '[', selectors: readonly Selector[], get: Get): Result {
  const parts: string[] = [];
  for (const selector of selectors) {
    const result = get(json, selector.path);
    if (!exists(result)) continue;
    const text = result.raw === '' ? resultText(result) || 'null' : result.raw;
    parts.push(kind === '[' ? text : `${nameOf(selector)}:${text}`);
  }
  return { ...none, type: 'JSON', raw: `${kind}${parts.join(',')}${kind === '{' ? '}' : ']'}` };
}

function nameOf({ name, path }: Selector): string {
  if (name.startsWith('"') && isValidJson(name)) return name;
  if (name !== '') return quoteJson(name as Bytes);
  const last = lastPart(path);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name with one of them is not simple
  return quoteJson((/[\x00-\x1f[\]{}()#|!]/.test(last) ? '_' : last) as Bytes);
}

function lastPart(path: string): string {
  for (let at = path.length - 1; at >= 0; at--) {
    if ('|.'.includes(path.charAt(at)) && (at === 0 || path.charAt(at - 1) !== '\\')) return path.slice(at + 1);
  }
  return path;
}
