import { none, type Result } from './result.ts';
import { decodeEscapes, type Scanned, scanScalar, scanString, squashEnd } from './scan.ts';

/** Reads a text as one value. Of an object or array all that follows belongs to it: nothing is checked. */
export function parseValue(json: string): Result {
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === '{' || character === '[') return { ...none, type: 'JSON', raw: json.slice(at) };
    if (character <= ' ') continue;
    const scanned = scanScalar(json, at);
    if (scanned !== 'broken') return scanned?.result ?? none;
    const raw = json.slice(at);
    const inner = raw.slice(1);
    return { ...none, type: 'String', raw, decoded: inner.includes('\\') ? decodeEscapes(inner) : inner };
  }
  return none;
}

/** Finds the next value at or after a place; `undefined` when there is none or a string is not closed. */
export function nextValue(json: string, from: number): Scanned | undefined {
  for (let at = from; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === '{' || character === '[') {
      const end = squashEnd(json, at);
      return { result: { ...none, type: 'JSON', raw: json.slice(at, end) }, end };
    }
    const scanned = scanScalar(json, at);
    if (scanned === 'broken') return undefined;
    if (scanned) return scanned;
  }
  return undefined;
}

/** A value inside another, with its key; an element's key has no text. */
export interface Member {
  readonly key: Result;
  readonly value: Result;
}

/** The members of an object, the elements of an array, or a scalar itself. */
export function members(result: Result): readonly Member[] {
  if (result.type !== 'JSON') return [{ key: none, value: result }];
  const json = result.raw;
  const found: Member[] = [];
  for (let at = 1; at < json.length; at++) {
    let key = none;
    if (isObject(result)) {
      if (json.charAt(at) !== '"') continue;
      const name = scanString(json, at);
      if (!name) break;
      key = { ...none, type: 'String', raw: json.slice(at, name.end), decoded: decoded(name.inner) };
      at = name.end;
    }
    const value = nextValue(json, at);
    if (!value) break;
    found.push({ key, value: value.result });
    // The character after a value is passed over unseen.
    at = value.end;
  }
  return found;
}

function decoded(inner: string): string {
  return inner.includes('\\') ? decodeEscapes(inner) : inner;
}

/** Whether a value is an array. */
export function isArray(result: Result): boolean {
  return result.type === 'JSON' && result.raw.startsWith('[');
}

/** Whether a value is an object. */
export function isObject(result: Result): boolean {
  return result.type === 'JSON' && result.raw.startsWith('{');
}
