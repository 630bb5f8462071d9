// Go's encoding/json, to and from values. Strings are byte strings, and objects maps, so that every key is only a key.

import type { Bytes } from './byte-string.ts';
import { JsonScanner } from './json-scanner.ts';

/** A number that was kept as it was written, as Go's `json.Number`. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value as Go holds it. */
export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | JsonNumber
  | Bytes
  | readonly JsonValue[]
  | ReadonlyMap<Bytes, JsonValue>;

/** How a JSON text is read. */
export interface JsonReading {
  /** Keep numbers as they are written (`UseNumber`). Default false: float64, and one that is too large is refused. */
  readonly keepNumbers?: boolean;
  /** Read the first value and ignore what follows, as `json.Decoder` does. Default false. */
  readonly firstOnly?: boolean;
}

/**
 * Reads a JSON text.
 *
 * @remarks
 * Of keys given twice the last one wins, at the place of the first. Bytes that are no UTF-8 become U+FFFD.
 *
 * @throws JsonSyntaxError for what Go refuses.
 */
export function parseJson(text: Bytes, { keepNumbers = false, firstOnly = false }: JsonReading = {}): JsonValue {
  const scanner = new JsonScanner(text);
  // Go checks the whole text before it makes a value of it: a number that is too large is then found too late to matter.
  if (!firstOnly) checkAll(text);
  return readValue(scanner, keepNumbers);
}

function checkAll(text: Bytes): void {
  const scanner = new JsonScanner(text);
  scanner.skipValue();
  scanner.expectEnd();
}

function readValue(scanner: JsonScanner, keepNumbers: boolean): JsonValue {
  const kind = scanner.peek();
  switch (kind) {
    case 'object': {
      const members = new Map<Bytes, JsonValue>();
      scanner.readObject((key) => members.set(key, readValue(scanner, keepNumbers)));
      return members;
    }
    case 'array': {
      const elements: JsonValue[] = [];
      scanner.readArray(() => elements.push(readValue(scanner, keepNumbers)));
      return elements;
    }
    case 'string':
      return scanner.readString();
    case 'number':
      return readNumber(scanner, keepNumbers);
    default:
      scanner.readLiteral();
      return kind === 'null' ? null : kind === 'true';
  }
}

function readNumber(scanner: JsonScanner, keepNumbers: boolean): JsonValue {
  const text = scanner.readNumber();
  if (keepNumbers) return new JsonNumber(text);
  const number = Number(text);
  if (!Number.isFinite(number)) throw scanner.fail('a number is beyond 64 bits');
  return number;
}

/** How a value is written as JSON. */
export interface JsonWriting {
  /** Write `<`, `>` and `&` as escapes, as `json.Marshal` does. Default true; ESO's own `JSONMarshal` does not. */
  readonly escapeHtml?: boolean;
}

/**
 * Writes a value as compact JSON with its keys in the order of their bytes.
 *
 * @remarks
 * Floats have JavaScript's form, but for `-0`. U+2028 and U+2029 are escaped in either case, bytes that are no UTF-8
 * become the escape `\ufffd`.
 *
 * @throws RangeError for infinity and NaN, which Go refuses.
 */
export function marshalJson(value: JsonValue, { escapeHtml = true }: JsonWriting = {}): Bytes {
  return write(value, escapeHtml) as Bytes;
}

function write(value: JsonValue, escapeHtml: boolean): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return quoteJson(value, { escapeHtml });
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof Map) return writeObject(value as ReadonlyMap<Bytes, JsonValue>, escapeHtml);
  return `[${(value as readonly JsonValue[]).map((element) => write(element, escapeHtml)).join(',')}]`;
}

function writeObject(members: ReadonlyMap<Bytes, JsonValue>, escapeHtml: boolean): string {
  const keys = [...members.keys()].sort(compareBytes);
  const parts = keys.map((key) => `${quoteJson(key, { escapeHtml })}:${write(members.get(key) ?? null, escapeHtml)}`);
  return `{${parts.join(',')}}`;
}

// Not by locale: a byte string has one character a byte.
function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('infinity and NaN are no JSON');
  return Object.is(value, -0) ? '-0' : String(value);
}

const utf8 =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Writes a string as JSON, quotes included. */
export function quoteJson(value: Bytes, { escapeHtml = true }: JsonWriting = {}): Bytes {
  let text = JSON.stringify(value);
  if (escapeHtml) text = text.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
  return text.replace(utf8, (character) => {
    if (character.length === 1) return '\\ufffd';
    if (character === '\xe2\x80\xa8') return '\\u2028';
    return character === '\xe2\x80\xa9' ? '\\u2029' : character;
  }) as Bytes;
}
