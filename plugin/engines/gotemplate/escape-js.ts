import type { Bytes } from '../../go/byte-string.ts';
import { decodeRune } from '../../go/decode-rune.ts';
import { isPrint } from '../../go/is-print.ts';

/** Escapes a text for a JavaScript string as the `js` function does. Go: JSEscape in text/template/funcs.go. */
export function escapeJs(text: Bytes): Bytes {
  let out = '';
  for (let at = 0; at < text.length; ) {
    const { code, width } = decodeRune(text, at);
    out += code < 0x80 ? escapeAscii(text.charAt(at), code) : escapeRune(text.slice(at, at + width), code);
    at += width;
  }
  return out as Bytes;
}

function escapeAscii(character: string, code: number): string {
  if (/[\\'"]/.test(character)) return `\\${character}`;
  return code < 0x20 || /[<>&=]/.test(character) ? unicodeEscape(code) : character;
}

// A byte that is no UTF-8 counts as U+FFFD, which prints: it stays as it is.
function escapeRune(bytes: string, code: number): string {
  return isPrint(code) ? bytes : unicodeEscape(code);
}

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
