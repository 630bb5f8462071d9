import type { Bytes } from '../../go/byte-string.ts';

/** Escapes a text for a URL query: all but letters, digits and `-_.~`, space as `+` (Go's url.QueryEscape). */
export function queryEscape(text: Bytes): Bytes {
  return text.replace(/[^A-Za-z0-9\-_.~]/g, (byte) =>
    byte === ' ' ? '+' : `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  ) as Bytes;
}
