import type { Bytes } from './byte-string.ts';
import { isConnector } from './is-connector.ts';
import { lowerCase } from './lower-case.ts';
import { mapRunes } from './map-runes.ts';
import { type Word, type WordKind, wordsOf } from './words-of.ts';

const upper = /\p{Lu}/u;

/**
 * Writes an identifier in lower case with a connector between its words: `FirstName` as `first_name`.
 *
 * @remarks xstrings: `ToSnakeCase`, `ToKebabCase`.
 *
 * @param connector - `_` or `-`.
 */
export function delimitWords(text: Bytes, connector: string): Bytes {
  const words = wordsOf(text);
  let out = '';
  let before: WordKind | undefined;
  // A number keeps the letters and numbers right after it: 2m3s.
  let inNumber = false;
  for (const [i, word] of words.entries()) {
    if (isJoined(before, word.kind, words[i + 1]?.kind, inNumber)) out += connector;
    out += lowerWord(word, connector);
    inNumber = word.kind === 'number' || (inNumber && word.kind === 'letters');
    before = word.kind;
  }
  return out as Bytes;
}

function isJoined(
  before: WordKind | undefined,
  kind: WordKind,
  after: WordKind | undefined,
  inNumber: boolean,
): boolean {
  if (before === undefined || isGap(before) || isGap(kind)) return false;
  if (inNumber) return kind !== 'letters' && kind !== 'number';
  // A number belongs to the word before it, unless letters make it a word of its own: bld4_floor, http_2xx.
  return kind !== 'number' || after === 'letters';
}

function isGap(kind: WordKind): boolean {
  return kind === 'connector' || kind === 'punctuation';
}

function lowerWord({ kind, text }: Word, connector: string): string {
  if (kind === 'connector') {
    return mapRunes(text, (code) => (isConnector(code) ? connector.charCodeAt(0) : code));
  }
  if (kind !== 'upper') return text;
  return mapRunes(text, (code) => (upper.test(String.fromCodePoint(code)) ? lowerCase(code) : code));
}
