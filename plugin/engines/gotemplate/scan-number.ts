import type { Bytes } from '../../go/byte-string.ts';
import { decodeRune } from '../../go/decode-rune.ts';

const letterOrDigit = /^[\p{L}\p{Nd}_]$/u;
const decimal = /[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?i?/y;
// By the letter behind a leading zero.
const otherBases: ReadonlyMap<string, RegExp> = new Map([
  ['x', /[0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?i?/y],
  ['o', /[0-7_]*(?:\.[0-7_]*)?i?/y],
  ['b', /[01_]*(?:\.[01_]*)?i?/y],
]);

/** Where a number ends; `kind` is absent where what stands there is no number. */
export interface ScannedNumber {
  readonly end: number;
  readonly kind?: 'number' | 'complex';
}

/**
 * Finds the end of a number constant: generous, since reading it will tell (`089` passes here).
 *
 * @remarks Go: lexNumber in text/template/parse/lex.go.
 */
export function scanNumber(input: Bytes, start: number): ScannedNumber {
  const first = scanPart(input, start);
  if (!first.fits) return { end: first.end };
  const sign = input[first.end];
  if (sign !== '+' && sign !== '-') return { end: first.end, kind: 'number' };
  const second = scanPart(input, first.end);
  return second.fits && input[second.end - 1] === 'i' ? { end: second.end, kind: 'complex' } : { end: second.end };
}

function scanPart(input: Bytes, start: number): { readonly end: number; readonly fits: boolean } {
  const unsigned = input[start] === '+' || input[start] === '-' ? start + 1 : start;
  const prefix = input[unsigned] === '0' ? (input[unsigned + 1] ?? '').toLowerCase() : '';
  const digits = otherBases.get(prefix) ?? decimal;
  digits.lastIndex = digits === decimal ? unsigned : unsigned + 2;
  const end = digits.lastIndex + (digits.exec(input)?.[0].length ?? 0);
  const { code, width } = decodeRune(input, end);
  if (width === 0 || !letterOrDigit.test(String.fromCodePoint(code))) return { end, fits: true };
  return { end: end + width, fits: false };
}
