import { stripVTControlCharacters } from 'node:util';
import { graphemes } from './graphemes.ts';

/** Scripts whose letters take two columns, with the punctuation and full-width forms that go with them. */
const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Script=Bopomofo}|\p{Script=Yi}|[\u3000-\u303e\u3200-\u33ff\uff01-\uff60\uffe0-\uffe6]/u;
/** Half-width forms of the same scripts. */
const narrow = /^[\uff61-\uffdc\uffe8-\uffee]/u;
/** A picture by itself, or made one by the selector behind it. */
const picture = /\p{Emoji_Presentation}|\ufe0f/u;
const without = /^[\p{M}\p{Cf}\p{Cc}]+$/u;

/** How many columns a text takes on a screen: two for East Asian letters and pictures, none for marks and colours. */
export function displayWidth(text: string): number {
  const plain = stripVTControlCharacters(text);
  // Nearly every text.
  if (/^[ -~]*$/.test(plain)) return plain.length;
  return graphemes(plain).reduce((sum, grapheme) => sum + widthOf(grapheme), 0);
}

function widthOf(grapheme: string): number {
  if (without.test(grapheme)) return 0;
  if (narrow.test(grapheme)) return 1;
  return wide.test(grapheme) || picture.test(grapheme) ? 2 : 1;
}
