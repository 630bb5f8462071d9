import type { Bytes } from './byte-string.ts';
import { isSpace } from './is-space.ts';
import { lowerCase } from './lower-case.ts';
import { mapRunes } from './map-runes.ts';
import { titleCase } from './title-case.ts';
import { upperCase } from './upper-case.ts';

/**
 * Makes upper-case letters lower-case and the other way round; a lower-case letter that begins a word becomes title case.
 *
 * @remarks goutils: `SwapCase`.
 */
export function swapCase(text: Bytes): Bytes {
  let startsWord = true;
  return mapRunes(text, (code) => {
    const letter = String.fromCodePoint(code);
    const atStart = startsWord;
    if (/[\p{Lu}\p{Lt}]/u.test(letter)) {
      startsWord = false;
      return lowerCase(code);
    }
    if (/\p{Ll}/u.test(letter)) {
      startsWord = false;
      return atStart ? titleCase(code) : upperCase(code);
    }
    startsWord = isSpace(code);
    return code;
  });
}
