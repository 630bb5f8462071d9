import type { Bytes } from './byte-string.ts';
import { type Character, charactersOf } from './yaml-write-scalar.ts';

/**
 * Orders keys as go.yaml.in/yaml/v2 does (`sorter.go`): numbers in them by value, and letters after everything else.
 *
 * @returns Negative when `a` comes first.
 */
export function compareKeys(a: Bytes, b: Bytes): number {
  const left = charactersOf(a);
  const right = charactersOf(b);
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [left[at] as Character, right[at] as Character];
    if (x.code !== y.code) return compareAt(left, right, at);
  }
  return left.length - right.length;
}

function compareAt(left: readonly Character[], right: readonly Character[], at: number): number {
  const [x, y] = [left[at] as Character, right[at] as Character];
  const letters = [x, y].map(isLetter);
  if (letters[0] && letters[1]) return x.code - y.code;
  if (letters[0] || letters[1]) return letters[1] ? -1 : 1;
  // A zero behind other digits counts as a digit of the number they began.
  const begun = (x.code === 0x30 || y.code === 0x30) && beginsNumber(left, at) ? 1n : 0n;
  const a = numberAt(left, at, begun);
  const b = numberAt(right, at, begun);
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  if (a.end !== b.end) return a.end - b.end;
  return x.code - y.code;
}

function beginsNumber(characters: readonly Character[], at: number): boolean {
  for (let before = at - 1; before >= 0 && isDigit(characters[before]); before -= 1) {
    if (characters[before]?.code !== 0x30) return true;
  }
  return false;
}

function numberAt(characters: readonly Character[], at: number, begun: bigint): { value: bigint; end: number } {
  let value = begun;
  let end = at;
  while (isDigit(characters[end])) {
    value = BigInt.asIntN(64, value * 10n + BigInt((characters[end] as Character).code - 0x30));
    end += 1;
  }
  return { value, end };
}

function isDigit(character: Character | undefined): boolean {
  return character !== undefined && /^\p{Nd}$/u.test(String.fromCodePoint(character.code));
}

function isLetter(character: Character): boolean {
  return /^\p{L}$/u.test(String.fromCodePoint(character.code));
}
