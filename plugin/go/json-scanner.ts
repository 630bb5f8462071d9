// The grammar of Go's encoding/json: strict, and blind to what bytes of 0x80 and more mean. Go: src/encoding/json/scanner.go.

import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { encodeRune } from './encode-rune.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';

// Go allows 10,000; our stack does not.
const deepest = 1000;

const spaces = /[ \t\r\n]*/y;
const numbers = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/y;
const literals = /true|false|null/y;

/** What kind of value begins at a place. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

/** Walks through a JSON text, value by value. Each method leaves off right after what it has read. */
export class JsonScanner {
  readonly text: Bytes;
  offset: number;
  private depth = 0;

  constructor(text: Bytes, offset = 0) {
    this.text = text;
    this.offset = offset;
  }

  skipSpaces(): void {
    spaces.lastIndex = this.offset;
    spaces.test(this.text);
    this.offset = spaces.lastIndex;
  }

  /** Refuses anything but spaces up to the end. */
  expectEnd(): void {
    this.skipSpaces();
    if (this.offset < this.text.length) throw this.fail('text after the value');
  }

  /** Skips spaces and tells what comes. */
  peek(): JsonKind {
    this.skipSpaces();
    const character = this.text.charAt(this.offset);
    if (character === '{') return 'object';
    if (character === '[') return 'array';
    if (character === '"') return 'string';
    if (character === '-' || (character >= '0' && character <= '9')) return 'number';
    literals.lastIndex = this.offset;
    const literal = literals.exec(this.text)?.[0];
    if (literal === undefined) throw this.fail('a value is missing');
    return literal as JsonKind;
  }

  /** Reads an object; `member` reads the value, having been given the key and where it begins and ends. */
  readObject(member: (key: Bytes, start: number, end: number) => void): void {
    this.readList('{', '}', () => {
      this.skipSpaces();
      const start = this.offset;
      const key = this.readString();
      const end = this.offset;
      this.skipSpaces();
      if (this.text.charAt(this.offset) !== ':') throw this.fail('a key is not followed by a colon');
      this.offset++;
      member(key, start, end);
    });
  }

  /** Reads an array; `element` reads one value. */
  readArray(element: () => void): void {
    this.readList('[', ']', element);
  }

  private readList(open: string, close: string, item: () => void): void {
    if (this.text.charAt(this.offset) !== open) throw this.fail('a bracket is missing');
    if (++this.depth > deepest) throw this.fail('values are nested too deeply');
    this.offset++;
    this.skipSpaces();
    for (let more = this.text.charAt(this.offset) !== close; more; ) {
      item();
      this.skipSpaces();
      more = this.text.charAt(this.offset) === ',';
      if (more) this.offset++;
    }
    if (this.text.charAt(this.offset) !== close) throw this.fail('a bracket is not closed');
    this.offset++;
    this.depth--;
  }

  /** Reads a string and decodes it. */
  readString(): Bytes {
    return decode(this.takeString());
  }

  /** Reads a number and gives its text. */
  readNumber(): string {
    const number = this.take(numbers, 'a number is broken');
    // A fraction or exponent that was begun must be there, even where something else may follow a number.
    const next = this.text.charAt(this.offset);
    const isBroken = next === '.' ? /^-?[0-9]+$/.test(number) : /[eE]/.test(next) && !/[eE]/.test(number);
    if (isBroken) throw this.fail('a number is broken');
    return number;
  }

  readLiteral(): void {
    this.take(literals, 'a value is missing');
  }

  /** Passes over one value, having checked it. */
  skipValue(): void {
    switch (this.peek()) {
      case 'object':
        this.readObject(() => this.skipValue());
        break;
      case 'array':
        this.readArray(() => this.skipValue());
        break;
      case 'string':
        this.takeString();
        break;
      case 'number':
        this.readNumber();
        break;
      default:
        this.readLiteral();
    }
  }

  fail(reason: string): JsonSyntaxError {
    return new JsonSyntaxError(reason, this.offset);
  }

  /** Passes over a string and gives what is between its quotes. No regexp: their stack would bound its length. */
  private takeString(): string {
    const { text } = this;
    const start = this.offset + 1;
    if (text.charAt(this.offset) !== '"') throw this.fail('a string is missing');
    let at = start;
    for (let byte = text.charCodeAt(at); byte !== 0x22; byte = text.charCodeAt(at)) {
      // Not a number at the end of the text, and so not 0x20 or more.
      if (!(byte >= 0x20)) throw this.fail('a string is broken');
      if (byte === 0x5c) {
        escapeSequence.lastIndex = at;
        if (!escapeSequence.test(text)) throw this.fail('a string has an unknown escape');
        at = escapeSequence.lastIndex;
      } else at++;
    }
    this.offset = at + 1;
    return text.slice(start, at);
  }

  private take(pattern: RegExp, reason: string): string {
    pattern.lastIndex = this.offset;
    const text = pattern.exec(this.text)?.[0];
    if (text === undefined) throw this.fail(reason);
    this.offset += text.length;
    return text;
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** What a string's inner text means. Bytes that are no UTF-8, and surrogates without their other half, become U+FFFD. */
function decode(inner: string): Bytes {
  const valid = toValidUtf8(inner);
  if (!valid.includes('\\')) return valid as Bytes;
  return valid.replace(
    /\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\(.)/g,
    (_all, high: string | undefined, low: string | undefined, unit: string | undefined, letter: string) => {
      if (high !== undefined && low !== undefined) return encodeRune(pair(high, low));
      if (unit !== undefined) return encodeRune(Number.parseInt(unit, 16));
      return escapes.get(letter) ?? letter;
    },
  ) as Bytes;
}

function pair(high: string, low: string): number {
  return 0x10000 + ((Number.parseInt(high, 16) & 0x3ff) << 10) + (Number.parseInt(low, 16) & 0x3ff);
}

function toValidUtf8(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  let valid = '';
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const { code, width } = decodeRune(text, at);
    if (code === 0xfffd && width === 1) {
      valid += text.slice(from, at) + encodeRune(code);
      from = at + 1;
    }
    at += width;
  }
  return valid + text.slice(from);
}
