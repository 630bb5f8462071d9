// What `@name` does to a value. github.com/tidwall/gjson v1.18.0.

import { type Bytes, textOf } from '../byte-string.ts';
import { quoteJson } from '../json.ts';
import { deepest } from './deepest.ts';
import { isValidJson } from './is-valid-json.ts';
import type { Get } from './lookup.ts';
import { modifierNames } from './modifier-names.ts';
import { prettyPrint, uglify } from './pretty.ts';
import { exists, isTrue, type Result, resultText } from './result.ts';
import { squash } from './scan.ts';
import { isArray, isObject, members, parseValue } from './values.ts';

/** A text to go on with, and the path that is left. */
export interface Modified {
  readonly json: string;
  readonly rest: string;
}

/** Runs the modifier that a path begins with; `undefined` when it is none: then it is a key. */
export function runModifier(json: string, path: string, get: Get): Modified | undefined {
  const name = /^[^:|.]*/.exec(path.slice(1))?.[0] ?? '';
  if (!modifierNames.has(name)) return undefined;
  const after = path.slice(1 + name.length);
  const hasArgument = after.startsWith(':') && after.length > 1;
  const argument = hasArgument ? takeArgument(after.slice(1)) : '';
  const rest = after.startsWith(':') ? after.slice(1 + argument.length) : after;
  return { json: modify(name, json, argument, get), rest };
}

function takeArgument(text: string): string {
  if (/^[{["]/.test(text)) return squash(text);
  let at = 0;
  for (; at < text.length && text.charAt(at) !== '|'; at++) {
    if (/[{["(]/.test(text.charAt(at))) at += squash(text.slice(at)).length - 1;
  }
  return text.slice(0, at);
}

function modify(name: string, json: string, argument: string, get: Get): string {
  switch (name) {
    case 'this':
      return json;
    case 'pretty':
      return prettyPrint(json, argument);
    case 'ugly':
      return uglify(json);
    case 'reverse':
      return reverse(json);
    case 'flatten':
      return flatten(json, hasOption(argument, 'deep'));
    case 'join':
      return join(json, hasOption(argument, 'preserve'));
    case 'valid':
      return isValidJson(json) ? json : '';
    case 'keys':
      return keys(json);
    case 'values':
      return values(json);
    case 'tostr':
      return quoteJson(json as Bytes);
    case 'fromstr':
      return isValidJson(json) ? resultText(parseValue(json)) : '';
    case 'group':
      return group(json);
    default:
      return `[${dig(parseValue(json), argument, get).join(',')}]`;
  }
}

function hasOption(argument: string, name: string): boolean {
  let has = false;
  const options = argument === '' ? undefined : parseValue(argument);
  if (!options || !exists(options)) return false;
  for (const { key, value } of members(options)) {
    if (resultText(key) === name) has = isTrue(value);
  }
  return has;
}

function reverse(json: string): string {
  const value = parseValue(json);
  if (value.type !== 'JSON') return json;
  const found = members(value).toReversed();
  if (isArray(value)) return `[${found.map((member) => member.value.raw).join(',')}]`;
  return `{${found.map((member) => `${member.key.raw}:${member.value.raw}`).join(',')}}`;
}

function flatten(json: string, deep: boolean, depth = 0): string {
  const value = parseValue(json);
  if (!isArray(value) || depth > deepest) return json;
  const parts = members(value).map((member) => {
    if (!isArray(member.value)) return trimSpace(member.value.raw);
    return trimSpace(unwrap(deep ? flatten(member.value.raw, deep, depth + 1) : member.value.raw));
  });
  return `[${parts.filter((part) => part !== '').join(',')}]`;
}

// Go's strings.TrimSpace, which knows the spaces of Unicode.
function trimSpace(text: string): string {
  const start = /^[\t-\r ]*/.exec(text)?.[0].length ?? 0;
  const inner = text.slice(start).replace(/[\t-\r ]+$/, '');
  const trimmed = textOf(inner as Bytes).trim();
  return trimmed.length === textOf(inner as Bytes).length ? inner : Buffer.from(trimmed, 'utf8').toString('latin1');
}

function unwrap(json: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of them count as white space
  const trimmed = json.replace(/^[\x00-\x20]+/, '').replace(/[\x00-\x20]+$/, '');
  return trimmed.length >= 2 && /^[[{]/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

function join(json: string, preserve: boolean): string {
  const value = parseValue(json);
  if (!isArray(value)) return json;
  const objects = members(value).flatMap((member) => (isObject(member.value) ? [member.value] : []));
  if (preserve) return `{${objects.map((object) => unwrap(object.raw)).join(',')}}`;
  // Each key at its first place and as it was written there, with its last value.
  const joined = new Map<string, { readonly key: string; value: string }>();
  for (const member of objects.flatMap(members)) {
    const name = resultText(member.key);
    const known = joined.get(name);
    if (known) known.value = member.value.raw;
    else joined.set(name, { key: member.key.raw, value: member.value.raw });
  }
  return `{${[...joined.values()].map((entry) => `${entry.key}:${entry.value}`).join(',')}}`;
}

function keys(json: string): string {
  const value = parseValue(json);
  if (!exists(value)) return '[]';
  const names = members(value).map((member) => (isObject(value) ? member.key.raw : 'null'));
  return `[${names.join(',')}]`;
}

function values(json: string): string {
  const value = parseValue(json);
  if (!exists(value)) return '[]';
  if (isArray(value)) return json;
  return `[${members(value)
    .map((member) => member.value.raw)
    .join(',')}]`;
}

/** `{a:[1,2],b:[3]}` to `[{a:1,b:3},{a:2}]`. */
function group(json: string): string {
  const value = parseValue(json);
  if (!isObject(value)) return '';
  const rows: string[][] = [];
  for (const column of members(value)) {
    if (!isArray(column.value)) continue;
    for (const [row, element] of members(column.value).entries()) {
      rows[row] ??= [];
      rows[row].push(`${column.key.raw}:${element.value.raw}`);
    }
  }
  return `[${rows.map((row) => `{${row.join(',')}}`).join(',')}]`;
}

/** What a path gives in a value and in everything inside it. */
function dig(value: Result, path: string, get: Get, depth = 0): string[] {
  const found = get(value.raw, path);
  const raws = exists(found) ? [found.raw] : [];
  if (value.type !== 'JSON' || depth > deepest) return raws;
  return [...raws, ...members(value).flatMap((member) => dig(member.value, path, get, depth + 1))];
}
