import type { Item } from './block-items.ts';
import { jsonExtent } from './json-extent.ts';
import { jsonStringEnd } from './json-string-end.ts';

/**
 * The items of a `List` or `ResourceList` in JSON, or `undefined` when the document is none.
 *
 * @param text - The source as latin1; `start` is the opening brace.
 */
export function jsonItems(text: string, start: number, end: number): readonly Item[] | undefined {
  let items: readonly Item[] | undefined;
  let isList = false;
  for (const member of members(text, start, end)) {
    if (member.key === '"kind"') isList = /^"[A-Za-z]*List"$/.test(text.slice(member.start, member.end));
    if (member.key === '"items"' && text[member.start] === '[') items = elements(text, member.start, member.end);
  }
  return isList ? items : undefined;
}

interface Member {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

function* members(text: string, start: number, end: number): Generator<Member> {
  let at = start + 1;
  while (at < end) {
    at = skip(text, at, /[\s,]*/y);
    if (text[at] !== '"') return;
    const keyEnd = valueExtent(text, at);
    const valueStart = skip(text, keyEnd, /\s*:\s*/y);
    const valueEnd = valueExtent(text, valueStart);
    if (valueEnd <= valueStart) return;
    yield { key: text.slice(at, keyEnd), start: valueStart, end: valueEnd };
    at = valueEnd;
  }
}

function elements(text: string, start: number, end: number): readonly Item[] {
  const found: Item[] = [];
  let at = start + 1;
  while (at < end) {
    at = skip(text, at, /[\s,]*/y);
    const stop = valueExtent(text, at);
    if (text[at] === ']' || stop <= at) return found;
    found.push({ start: at, end: stop });
    at = stop;
  }
  return found;
}

function valueExtent(text: string, start: number): number {
  if (text[start] === '{' || text[start] === '[') return jsonExtent(text, start) ?? start;
  if (text[start] === '"') return jsonStringEnd(text, start) + 1;
  return skip(text, start, /[^\s,\]}]+/y);
}

function skip(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}
