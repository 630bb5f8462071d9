import type { Bytes } from './byte-string.ts';
import { isSpace } from './is-space.ts';
import { mapRunes } from './map-runes.ts';
import { titleCase } from './title-case.ts';

const word = /^[\p{L}\p{Nd}]$/u;

/**
 * Puts the first letter of each word in title case and leaves the rest.
 *
 * @remarks
 * Go: `strings.Title`. In ASCII all but letters, digits and the underscore separate words; beyond ASCII only spaces do.
 */
export function titleWords(bytes: Bytes): Bytes {
  let previous = 0x20;
  return mapRunes(bytes, (code) => {
    const starts = isSeparator(previous);
    previous = code;
    return starts ? titleCase(code) : code;
  });
}

function isSeparator(code: number): boolean {
  const text = String.fromCodePoint(code);
  if (code < 0x80) return !/^\w$/.test(text);
  return !word.test(text) && isSpace(code);
}
