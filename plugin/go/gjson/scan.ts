// Finding the end of values in text that nobody has checked. gjson never validates: what is broken is read as far as it goes.

import { encodeRune } from '../encode-rune.ts';
import { parseGoFloat } from '../parse-number.ts';
import { none, type Result } from './result.ts';

/** A value and where it ends. */
export interface Scanned {
  readonly result: Result;
  readonly end: number;
}

/** A string: what is between its quotes, whether it has escapes, and where it ends. */
export interface ScannedString {
  readonly inner: string;
  readonly hasEscapes: boolean;
  readonly end: number;
}

/** The place of the quote that closes a string; -1 when none does. */
function closingQuote(json: string, from: number): number {
  for (let at = json.indexOf('"', from); at >= 0; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (at - 1 - backslashes >= from && json.charAt(at - 1 - backslashes) === '\\') backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return -1;
}

/** Reads the string whose opening quote is at a place; `undefined` when it is not closed. */
export function scanString(json: string, at: number): ScannedString | undefined {
  const close = closingQuote(json, at + 1);
  if (close < 0) return undefined;
  const inner = json.slice(at + 1, close);
  return { inner, hasEscapes: inner.includes('\\'), end: close + 1 };
}

/**
 * Where what opens at a place closes, or the end of the text. Any closing bracket closes any opening one.
 *
 * @returns One more than the length where a string inside is not closed: nothing that follows is read then.
 */
export function squashEnd(json: string, at: number): number {
  for (let depth = 1, i = at + 1; i < json.length; i++) {
    switch (json.charAt(i)) {
      case '"': {
        const close = closingQuote(json, i + 1);
        if (close < 0) return json.length + 1;
        i = close;
        break;
      }
      case '{':
      case '[':
      case '(':
        depth++;
        break;
      case '}':
      case ']':
      case ')':
        depth--;
        if (depth === 0) return i + 1;
    }
  }
  return json.length;
}

/** The text from its start up to where its first bracket or quote closes. */
export function squash(json: string): string {
  if (!json.startsWith('"')) return json.slice(0, squashEnd(json, 0));
  const close = closingQuote(json, 1);
  return close < 0 ? json : json.slice(0, close + 1);
}

/** Whether a value other than a string, object or array may begin with a character. */
const scalarStart = /[-+0-9iIN]/;

/**
 * Reads the scalar at a place.
 *
 * @returns `broken` for a string that is not closed, `undefined` where no scalar begins.
 */
export function scanScalar(json: string, at: number): Scanned | 'broken' | undefined {
  const first = json.charAt(at);
  if (first === '"') {
    const found = scanString(json, at);
    return found ? { result: stringResult(json, at, found), end: found.end } : 'broken';
  }
  // `nan`, but not `null`.
  const isNumber = scalarStart.test(first) || (first === 'n' && at + 1 < json.length && json.charAt(at + 1) !== 'u');
  if (isNumber) {
    const end = endOf(json, at, /[^\x21-\x2b\x2d-\x5c\x5e-\x7c\x7e-\xff]/g);
    const raw = json.slice(at, end);
    return { result: { ...none, type: 'Number', raw, number: parseGoFloat(raw).value }, end };
  }
  if (first !== 't' && first !== 'f' && first !== 'n') return undefined;
  const end = endOf(json, at, /[^a-z]/g);
  const type = first === 't' ? 'True' : first === 'f' ? 'False' : 'Null';
  return { result: { ...none, type, raw: json.slice(at, end) }, end };
}

function endOf(json: string, at: number, stop: RegExp): number {
  stop.lastIndex = at + 1;
  return stop.exec(json)?.index ?? json.length;
}

function stringResult(json: string, at: number, { inner, hasEscapes, end }: ScannedString): Result {
  return { ...none, type: 'String', raw: json.slice(at, end), decoded: hasEscapes ? decodeEscapes(inner) : inner };
}

const simple: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
]);

/** Decodes what is between quotes; ends at a control character or an escape that is none. */
export function decodeEscapes(inner: string): string {
  let text = '';
  for (let at = 0; at < inner.length; ) {
    const character = inner.charAt(at);
    if (character < ' ') return text;
    if (character !== '\\') {
      text += character;
      at++;
      continue;
    }
    const letter = inner.charAt(at + 1);
    if (letter === 'u') {
      if (at + 6 > inner.length) return text;
      const { code, length } = unicodeEscape(inner, at);
      text += encodeRune(code);
      at += length;
      continue;
    }
    const meaning = simple.get(letter);
    if (meaning === undefined) return text;
    text += meaning;
    at += 2;
  }
  return text;
}

// Of a surrogate the next escape is taken to be the other half, whatever it is.
function unicodeEscape(inner: string, at: number): { readonly code: number; readonly length: number } {
  const first = codeUnit(inner, at);
  if (first < 0xd800 || first > 0xdfff) return { code: first, length: 6 };
  if (!inner.startsWith('\\u', at + 6) || at + 12 > inner.length) return { code: 0xfffd, length: 6 };
  const second = codeUnit(inner, at + 6);
  const isPair = first < 0xdc00 && second >= 0xdc00 && second <= 0xdfff;
  return { code: isPair ? 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff) : 0xfffd, length: 12 };
}

function codeUnit(inner: string, at: number): number {
  const digits = inner.slice(at + 2, at + 6);
  return /^[0-9A-Fa-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : 0;
}
