import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { encodeRune } from './encode-rune.ts';

const letters = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);
const hexDigits = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** One character of a constant, and where the next one starts. */
export interface Unquoted {
  /** As it is written into the value: UTF-8, or a single byte for `\xHH` and octal escapes. */
  readonly bytes: Bytes;
  readonly code: number;
  readonly next: number;
}

/**
 * Reads a Go string constant with its quotes (`strconv.Unquote`): `"…"` with escapes, or `` `…` `` where only carriage returns go.
 *
 * @returns The value, or `undefined` where the syntax is invalid.
 */
export function unquote(quoted: Bytes): Bytes | undefined {
  const mark = quoted[0];
  if (quoted.length < 2 || quoted.at(-1) !== mark) return undefined;
  const inner = quoted.slice(1, -1) as Bytes;
  if (mark === '`') return inner.includes('`') ? undefined : (inner.replaceAll('\r', '') as Bytes);
  if (mark !== '"') return undefined;
  if (/^[ !#-[\]-~]*$/.test(inner)) return inner;
  let out = '';
  for (let at = 0; at < inner.length; ) {
    const one = unquoteChar(inner, at, '"');
    if (one === undefined) return undefined;
    out += one.bytes;
    at = one.next;
  }
  return out as Bytes;
}

/** Reads one character or escape of a constant between the given quotes (`strconv.UnquoteChar`). */
export function unquoteChar(text: Bytes, at: number, mark: string): Unquoted | undefined {
  const first = text[at];
  if (first === undefined || first === mark || first === '\n') return undefined;
  if (first !== '\\') {
    const { code, width } = decodeRune(text, at);
    return { bytes: encodeRune(code), code, next: at + width };
  }
  const kind = text[at + 1];
  if (kind === undefined) return undefined;
  const letter = letters.get(kind) ?? (kind === mark ? mark : undefined);
  if (letter !== undefined) return { bytes: letter as Bytes, code: letter.charCodeAt(0), next: at + 2 };
  const length = hexDigits.get(kind);
  return length === undefined ? octal(text, at + 1) : hex(text.slice(at + 2, at + 2 + length), length, at + 2, kind);
}

function hex(digits: string, length: number, start: number, kind: string): Unquoted | undefined {
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  if (kind === 'x') return { bytes: String.fromCharCode(code) as Bytes, code, next: start + length };
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { bytes: encodeRune(code), code, next: start + length };
}

function octal(text: string, start: number): Unquoted | undefined {
  const digits = text.slice(start, start + 3);
  if (!/^[0-7]{3}$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 8);
  return code > 255 ? undefined : { bytes: String.fromCharCode(code) as Bytes, code, next: start + 3 };
}
