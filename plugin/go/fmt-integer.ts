import { encodeRune } from './encode-rune.ts';
import { type Flags, pad, padWithSpaces } from './fmt-flags.ts';
import { isPrint } from './is-print.ts';
import { quoteRune } from './quote.ts';

const bases = new Map([
  ['v', 10],
  ['d', 10],
  ['b', 2],
  ['o', 8],
  ['O', 8],
  ['x', 16],
  ['X', 16],
]);
const maxRune = 0x10ffffn;

/** Writes an integer under a verb; `undefined` where the verb is none of an integer's (fmt/print.go, fmtInteger). */
export function formatInteger(flags: Flags, value: bigint, verb: string, isSigned: boolean): string | undefined {
  // Go syntax shows unsigned integers in hexadecimal.
  if (verb === 'v' && flags.sharpV && !isSigned) return digits({ ...flags, sharp: true }, value, 16, verb);
  const base = bases.get(verb);
  if (base !== undefined) return digits(flags, value, base, verb);
  const code = BigInt.asUintN(64, value);
  const rune = code > maxRune ? 0xfffd : Number(code);
  if (verb === 'c') return pad(flags, encodeRune(rune));
  if (verb === 'q') return pad(flags, quoteRune(rune, flags.plus));
  return verb === 'U' ? unicode(flags, code) : undefined;
}

function digits(flags: Flags, value: bigint, base: number, verb: string): string {
  if (flags.precision === 0 && value === 0n) return padWithSpaces(flags, '');
  const negative = value < 0n;
  const size = (negative ? -value : value).toString(base).padStart(leastDigits(flags, negative), '0');
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  const text = sign + prefix(flags, base, verb, size) + size;
  return padWithSpaces(flags, verb === 'X' ? text.toUpperCase() : text);
}

// Zeros come from the precision or from the zero flag, never from both.
function leastDigits({ precision, zero, minus, width, plus, space }: Flags, negative: boolean): number {
  if (precision !== undefined) return precision;
  if (!zero || minus || width === undefined) return 0;
  return negative || plus || space ? width - 1 : width;
}

function prefix({ sharp }: Flags, base: number, verb: string, size: string): string {
  if (verb === 'O') return sharp && !size.startsWith('0') ? '0o0' : '0o';
  if (!sharp || base === 10) return '';
  if (base === 2) return '0b';
  if (base === 16) return '0x';
  return size.startsWith('0') ? '' : '0';
}

function unicode(flags: Flags, code: bigint): string {
  const name = `U+${code
    .toString(16)
    .toUpperCase()
    .padStart(Math.max(4, flags.precision ?? 0), '0')}`;
  const shown = flags.sharp && code <= maxRune && isPrint(Number(code)) ? ` '${encodeRune(Number(code))}'` : '';
  return padWithSpaces(flags, name + shown);
}
