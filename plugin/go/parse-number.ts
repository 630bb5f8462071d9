// Go's strconv.ParseInt, ParseUint and ParseFloat. Go: src/internal/strconv/{atoi,atof}.go.

import { roundToFloat } from './round-to-float.ts';

/** What Go gives back for a text: a value, and why it is not the text's own where it is not. */
export interface ParsedNumber<T> {
  /** On `range` the nearest value the type has, as in Go; on `syntax` zero. */
  readonly value: T;
  readonly problem?: 'syntax' | 'range';
}

/**
 * Reads an unsigned integer of 64 bits.
 *
 * @param base - 2 to 36, or 0: by prefix (`0x`, `0o`, `0b`, a leading `0` is octal), and with underscores as in Go literals.
 */
export function parseGoUint(text: string, base = 10): ParsedNumber<bigint> {
  const syntax = { value: 0n, problem: 'syntax' } as const;
  if (text === '') return syntax;
  const { digits, radix } = base === 0 ? splitPrefix(text) : { digits: text, radix: base };
  const plain = base === 0 ? digits.replaceAll('_', '') : digits;
  // Go stops at the digit that is too much, and so does not see what is wrong after it.
  const good = countDigits(plain, radix);
  const value = readDigits(plain.slice(0, good), radix);
  const greatest = (1n << 64n) - 1n;
  if (value > greatest) return { value: greatest, problem: 'range' };
  if (good < plain.length) return syntax;
  if (plain.length !== digits.length && !underscoresAreFine(text)) return syntax;
  return { value };
}

/**
 * Reads a signed integer of 64 bits, with an optional `+` or `-`.
 *
 * @param base - As for `parseGoUint`.
 */
export function parseGoInt(text: string, base = 10): ParsedNumber<bigint> {
  const negative = text.startsWith('-');
  const unsigned = negative || text.startsWith('+') ? text.slice(1) : text;
  const { value, problem } = parseGoUint(unsigned, base);
  if (problem === 'syntax') return { value: 0n, problem };
  const limit = 1n << 63n;
  if (!negative && value >= limit) return { value: limit - 1n, problem: 'range' };
  if (negative && value > limit) return { value: -limit, problem: 'range' };
  return { value: negative ? -value : value };
}

const special = /^(?:([+-]?)inf(?:inity)?|nan)$/i;
const decimal = /^[+-]?[0-9_]*\.?[0-9_]*(?:e[+-]?[0-9][0-9_]*)?$/i;
const hexadecimal = /^([+-]?)0x([0-9a-f_]*)\.?([0-9a-f_]*)p([+-]?[0-9][0-9_]*)$/i;

/** Reads a decimal or hexadecimal float, `Inf` or `NaN`, rounded once to the nearest float64. */
export function parseGoFloat(text: string): ParsedNumber<number> {
  const word = special.exec(text);
  if (word) {
    if (word[0].toLowerCase() === 'nan') return { value: Number.NaN };
    return { value: word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  }
  const syntax = { value: 0, problem: 'syntax' } as const;
  if (text.includes('_') && !underscoresAreFine(text)) return syntax;
  const hex = hexadecimal.exec(text);
  if (hex) return readHexadecimal(hex) ?? syntax;
  const plain = text.replaceAll('_', '');
  if (!decimal.test(text) || !/^[+-]?\.?[0-9]/.test(plain)) return syntax;
  return checkRange(Number(plain));
}

function checkRange(value: number): ParsedNumber<number> {
  return Number.isFinite(value) ? { value } : { value, problem: 'range' };
}

function readHexadecimal(match: RegExpExecArray): ParsedNumber<number> | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const after = fraction.replaceAll('_', '');
  const digits = whole.replaceAll('_', '') + after;
  if (digits === '') return undefined;
  const power = Number(exponent.replaceAll('_', '')) - 4 * after.length;
  const size = roundToFloat(BigInt(`0x${digits}`), clamp(power));
  return checkRange(sign === '-' ? -size : size);
}

// No exponent beyond this changes a result, and a power of that size is still cheap to make.
function clamp(exponent: number): number {
  return Math.max(-100_000, Math.min(100_000, exponent));
}

function splitPrefix(text: string): { readonly digits: string; readonly radix: number } {
  if (!text.startsWith('0')) return { digits: text, radix: 10 };
  const radix = text.length >= 3 ? { b: 2, o: 8, x: 16 }[text.charAt(1).toLowerCase()] : undefined;
  return radix === undefined ? { digits: text.slice(1), radix: 8 } : { digits: text.slice(2), radix };
}

const digitsInOrder = '0123456789abcdefghijklmnopqrstuvwxyz';

function countDigits(text: string, radix: number): number {
  const digits = digitsInOrder.slice(0, radix);
  for (let i = 0; i < text.length; i++) {
    if (!digits.includes(text.charAt(i).toLowerCase())) return i;
  }
  return text.length;
}

function readDigits(digits: string, radix: number): bigint {
  if (digits === '') return 0n;
  const prefix = { 2: '0b', 8: '0o', 10: '', 16: '0x' }[radix];
  if (prefix !== undefined) return BigInt(prefix + digits);
  let value = 0n;
  for (const digit of digits.toLowerCase()) value = value * BigInt(radix) + BigInt(digitsInOrder.indexOf(digit));
  return value;
}

/** Underscores may stand between digits, and between a base prefix and a digit. */
function underscoresAreFine(text: string): boolean {
  const unsigned = text.replace(/^[+-]/, '');
  const prefix = /^0[box]/i.test(unsigned);
  const digit = /^0x/i.test(unsigned) ? '0-9a-f' : '0-9';
  const body = prefix ? `0${unsigned.slice(2)}` : unsigned;
  return !new RegExp(`(?:^|[^${digit}])_|_(?:$|[^${digit}])`, 'i').test(body);
}
