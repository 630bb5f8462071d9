// Go strings are bytes. A Go string is held here as a JavaScript string with one character a byte (latin1), so that
// length, slicing, comparison and map keys are Go's, and bytes that are no UTF-8 survive.

import { decodeRune } from './decode-rune.ts';

declare const brand: unique symbol;

/** A Go string: every character is one byte, U+0000 to U+00FF. */
export type Bytes = string & { readonly [brand]: 'bytes' };

/** Makes the byte string of a text, as UTF-8. A lone surrogate becomes U+FFFD, as it does in Go. */
export function bytesOf(text: string): Bytes {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(text)) return text as Bytes;
  return Buffer.from(text, 'utf8').toString('latin1') as Bytes;
}

/** Reads a byte string as UTF-8 text; each byte that is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Bytes): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? decodeEach(bytes) : text;
}

/** Replaces each byte that is no UTF-8 by U+FFFD, as Go's encoding/json does. */
export function validBytes(bytes: Bytes): Bytes {
  return bytesOf(textOf(bytes));
}

// Go takes each byte of a cut-off sequence alone; the platform's decoder makes one U+FFFD of all of them.
function decodeEach(bytes: Bytes): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const { code, width } = decodeRune(bytes, at);
    text += String.fromCodePoint(code);
    at += width;
  }
  return text;
}

/** Makes the byte string of raw bytes. */
export function bytesFromBuffer(buffer: Uint8Array): Bytes {
  return Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength).toString('latin1') as Bytes;
}

/** Gives the raw bytes of a byte string. */
export function bufferOf(bytes: Bytes): Buffer {
  return Buffer.from(bytes, 'latin1');
}
