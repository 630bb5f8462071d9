import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';
import { isSpace } from './is-space.ts';

/** What a word is made of: a connector (`-`, `_`, space), punctuation, upper-case (and what follows), other letters, numbers, else. */
export type WordKind = 'connector' | 'punctuation' | 'upper' | 'letters' | 'number' | 'other';

/** A stretch of a text. */
export interface Word {
  readonly kind: WordKind;
  readonly text: Bytes;
}

const kinds = {
  d: 'connector',
  s: 'connector',
  p: 'punctuation',
  U: 'upper',
  a: 'letters',
  n: 'number',
  o: 'other',
} as const;
type Letter = keyof typeof kinds;

// Of upper-case letters in a row the last belongs to the word after it: HTTP|Server. Dashes after punctuation are punctuation.
const word = /U+(?=Ua)|Ua+|U+|a+|[ds]+|p[pd]*|n+|o+/g;

/**
 * Cuts an identifier into words where its case, or the kind of its characters, changes.
 *
 * @remarks xstrings: `nextWord`. Bytes that are no UTF-8 belong to the character after them, at the end to the one before.
 */
export function wordsOf(text: Bytes): Word[] {
  const { letters, offsets } = classify(text);
  return [...letters.matchAll(word)].map((match) => ({
    kind: kinds[match[0].charAt(0) as Letter],
    text: text.slice(offsets[match.index], offsets[match.index + match[0].length]) as Bytes,
  }));
}

/** One letter a character, and where each begins. */
function classify(text: Bytes): { readonly letters: string; readonly offsets: readonly number[] } {
  const offsets = [0];
  let letters = '';
  for (let at = 0; at < text.length; ) {
    const { code, width } = decodeRune(text, at);
    at += width;
    if (code === 0xfffd) continue;
    letters += letterOf(code);
    offsets.push(at);
  }
  if (letters === '' && text !== '') letters = 'o';
  offsets[letters.length] = text.length;
  return { letters, offsets };
}

function letterOf(code: number): Letter {
  if (code === 0x2d || code === 0x5f) return 'd';
  if (isSpace(code)) return 's';
  const char = String.fromCodePoint(code);
  if (/\p{P}/u.test(char)) return 'p';
  if (/\p{Lu}/u.test(char)) return 'U';
  if (/\p{L}/u.test(char) && !isIdeograph(code)) return 'a';
  return /\p{N}/u.test(char) ? 'n' : 'o';
}

// xstrings' own ranges, which are narrower than Unicode's.
function isIdeograph(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fcc) || (code >= 0x3400 && code <= 0x4d85) || (code >= 0x20000 && code <= 0x2b81d)
  );
}
