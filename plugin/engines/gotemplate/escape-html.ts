import type { Bytes } from '../../go/byte-string.ts';

const escapes = new Map([
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  // U+FFFD as UTF-8.
  ['\0', 'ï¿½'],
]);

/** Escapes a text for HTML as the `html` function does. Go: HTMLEscape in text/template/funcs.go. */
export function escapeHtml(text: Bytes): Bytes {
  return text.replace(/["'&<>\0]/g, (character) => escapes.get(character) ?? character) as Bytes;
}
