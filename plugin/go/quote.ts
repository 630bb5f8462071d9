import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { encodeRune } from './encode-rune.ts';
import { isPrint } from './is-print.ts';

const named = new Map([
  [7, '\\a'],
  [8, '\\b'],
  [9, '\\t'],
  [10, '\\n'],
  [11, '\\v'],
  [12, '\\f'],
  [13, '\\r'],
]);

/**
 * Writes a byte string as a Go string constant (`strconv.Quote`).
 *
 * @param asciiOnly - Also escape what is not ASCII (`%+q`).
 */
export function quote(bytes: Bytes, asciiOnly = false): Bytes {
  if (/^[ !#-[\]-~]*$/.test(bytes)) return `"${bytes}"` as Bytes;
  let out = '"';
  for (let at = 0; at < bytes.length; ) {
    const { code, width } = decodeRune(bytes, at);
    out += code === 0xfffd && width === 1 ? hexByte(bytes.charCodeAt(at)) : escapeRune(code, '"', asciiOnly);
    at += width;
  }
  return `${out}"` as Bytes;
}

/** Writes a code point as a Go character constant (`strconv.QuoteRune`). */
export function quoteRune(code: number, asciiOnly = false): Bytes {
  const valid = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return `'${escapeRune(valid ? code : 0xfffd, "'", asciiOnly)}'` as Bytes;
}

function escapeRune(code: number, mark: string, asciiOnly: boolean): string {
  if (code === mark.charCodeAt(0) || code === 0x5c) return `\\${String.fromCharCode(code)}`;
  if (isPrint(code) && (code < 0x80 || !asciiOnly)) return encodeRune(code);
  const short = named.get(code);
  if (short !== undefined) return short;
  if (code < 0x20 || code === 0x7f) return hexByte(code);
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}

function hexByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
