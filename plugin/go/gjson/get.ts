// A path's first character decides what it is. github.com/tidwall/gjson v1.18.0, Get.

import { deepest } from './deepest.ts';
import { lookUp } from './lookup.ts';
import { runModifier } from './modifiers.ts';
import { build, takeMultipath } from './multipath.ts';
import { none, type Result } from './result.ts';
import { squashEnd } from './scan.ts';
import { parseValue } from './values.ts';

/** Looks a path up in a text. */
export function get(json: string, path: string): Result {
  return getAt(json, path, 0);
}

function getAt(json: string, path: string, depth: number): Result {
  if (depth > deepest) return none;
  const deeper = (inner: string, rest: string) => getAt(inner, rest, depth + 1);
  if (path.length > 1) {
    const made = path.startsWith('@') ? runModifier(json, path, deeper) : takeStatic(path);
    if (made) return /^[|.]/.test(made.rest) ? deeper(made.json, made.rest.slice(1)) : parseValue(made.json);
    if (path.startsWith('{') || path.startsWith('[')) {
      const multipath = takeMultipath(path);
      // What is no good multipath is forgotten: only what follows its bracket is looked up, if it has one.
      if (!multipath || !/^(?:[|.]|$)/.test(multipath.rest)) return lookUp(json, multipath?.rest ?? '', deeper);
      const result = build(json, path.startsWith('{') ? '{' : '[', multipath.selectors, deeper);
      return multipath.rest === '' ? result : deeper(result.raw, multipath.rest.slice(1));
    }
  }
  return lookUp(json, path, deeper);
}

/** `!` and a JSON text, or a word: a constant that every document has. */
function takeStatic(path: string): { readonly json: string; readonly rest: string } | undefined {
  if (!path.startsWith('!')) return undefined;
  if (/^[-+{["0-9]/.test(path.slice(1))) {
    const end = squashEnd(path, 1);
    return { json: path.slice(1, end), rest: path.slice(end) };
  }
  const name = /^[^|.]*/.exec(path.slice(1))?.[0] ?? '';
  return /^(?:true|false|null|nan|inf)$/i.test(name) ? { json: name, rest: path.slice(1 + name.length) } : undefined;
}
