import type { Bytes } from './byte-string.ts';
import { decodeRune } from './decode-rune.ts';

// In which styles a string can be written. Follows what libyaml decides, as go.yaml.in/yaml/v2 emitterc.go has it.

/** How a scalar is written. */
export type Style = 'plain' | 'single' | 'double' | 'literal';

/** One character of a string. */
export interface Character {
  /** Its bytes. */
  readonly bytes: string;
  readonly code: number;
}

/** What a string is made of, as far as the choice of a style goes. */
export interface Analysis {
  readonly characters: readonly Character[];
  readonly isMultiline: boolean;
  readonly allowsPlain: boolean;
  readonly allowsSingle: boolean;
  readonly allowsLiteral: boolean;
}

/** Cuts a string into characters; bytes that are no UTF-8 do not reach a writer. */
export function charactersOf(value: Bytes): readonly Character[] {
  const characters: Character[] = [];
  for (let at = 0; at < value.length; ) {
    const { code, width } = decodeRune(value, at);
    characters.push({ bytes: value.slice(at, at + width), code });
    at += width;
  }
  return characters;
}

/** Looks a string through. */
export function analyze(value: Bytes): Analysis {
  const characters = charactersOf(value);
  if (value === '') {
    return { characters, isMultiline: false, allowsPlain: true, allowsSingle: true, allowsLiteral: false };
  }
  const blanks = findBlanks(characters);
  const isMultiline = characters.some(isBreak);
  const isSpecial = characters.some((each) => !isPrintable(each)) || blanks.spaceThenBreak;
  const trimmed = !blanks.atStart && !blanks.atEnd;
  return {
    characters,
    isMultiline,
    allowsPlain: !isSpecial && trimmed && !blanks.breakThenSpace && !isMultiline && !hasIndicator(value, characters),
    allowsSingle: !isSpecial && !blanks.breakThenSpace,
    allowsLiteral: !isSpecial && !isSpace(characters.at(-1)),
  };
}

function findBlanks(characters: readonly Character[]) {
  const found = {
    atStart: isBlank(characters[0]),
    atEnd: isBlank(characters.at(-1)),
    breakThenSpace: false,
    spaceThenBreak: false,
  };
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1];
    if (isBreak(character) && isSpace(next)) found.breakThenSpace = true;
    if (isSpace(character) && isBreak(next)) found.spaceThenBreak = true;
  }
  return found;
}

/** Whether the text would be taken for something else than a plain scalar. */
function hasIndicator(value: Bytes, characters: readonly Character[]): boolean {
  if (value.startsWith('---') || value.startsWith('...')) return true;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value)) return true;
  return characters.some(({ bytes }, index) => {
    const next = characters[index + 1];
    const isFollowed = next !== undefined && next.bytes !== ' ' && next.bytes !== '\t';
    if (bytes === ':' || (index === 0 && (bytes === '?' || bytes === '-'))) return !isFollowed;
    return bytes === '#' && endsWord(characters[index - 1]);
  });
}

function endsWord(character: Character | undefined): boolean {
  return character === undefined || character.bytes === '\t' || isBlank(character);
}

/** A line break to YAML 1.1. */
export function isBreak(character: Character | undefined): boolean {
  return character !== undefined && [0x0a, 0x0d, 0x85, 0x2028, 0x2029].includes(character.code);
}

/** A space; tabs do not count. */
export function isSpace(character: Character | undefined): boolean {
  return character?.code === 0x20;
}

function isBlank(character: Character | undefined): boolean {
  return isSpace(character) || isBreak(character);
}

/** What libyaml writes as it is: no tab, and nothing beyond the basic plane. */
export function isPrintable({ code }: Character): boolean {
  if (code < 0xa0) return code === 0x0a || (code >= 0x20 && code <= 0x7e);
  if (code > 0xffff || (code >= 0xd800 && code < 0xe000)) return false;
  return code !== 0xfeff && code !== 0xfffe && code !== 0xffff;
}
