import type { Bytes } from './byte-string.ts';
import { isSpace } from './is-space.ts';
import { lowerCase } from './lower-case.ts';
import { mapRunes } from './map-runes.ts';

/** Puts the first letter of each word between spaces in lower case (goutils: `Uncapitalize`). */
export function untitleWords(text: Bytes): Bytes {
  let startsWord = true;
  return mapRunes(text, (code) => {
    const changed = startsWord ? lowerCase(code) : code;
    startsWord = isSpace(code);
    return startsWord ? code : changed;
  });
}
