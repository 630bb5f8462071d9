import type { Bytes } from './byte-string.ts';

/**
 * Where Go finds fault with a text that is no padded standard base64: the number in `illegal base64 data at input byte N`.
 *
 * @remarks
 * sprig's `b64dec` puts that message in the place of the value. Go: `decodeQuantum` of src/encoding/base64/base64.go.
 */
export function base64ErrorOffset(text: Bytes): number {
  // How many digits of a group of four have been read.
  let read = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\n' || character === '\r') continue;
    if (/[A-Za-z0-9+/]/.test(character)) {
      read = (read + 1) % 4;
      continue;
    }
    if (character !== '=' || read < 2) return at;
    return afterPadding(text, at, read);
  }
  // Go counts back by the digits of the group, whatever line breaks lie between.
  return text.length - read;
}

function afterPadding(text: Bytes, first: number, read: number): number {
  let at = skipBreaks(text, first + 1);
  if (read === 2) {
    if (at === text.length) return at;
    if (text.charAt(at) !== '=') return at - 1;
    at = skipBreaks(text, at + 1);
  }
  return at;
}

function skipBreaks(text: Bytes, from: number): number {
  let at = from;
  while (text.charAt(at) === '\n' || text.charAt(at) === '\r') at++;
  return at;
}
