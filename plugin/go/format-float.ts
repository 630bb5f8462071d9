// Go's strconv.FormatFloat. Go: src/internal/strconv/ftoa.go.

import { type Decimal, exactDecimal, roundDecimal, shortestDecimal, splitFloat } from './decimal-digits.ts';

/** How a float is written: with an exponent, in plain decimal, whichever is shorter, in binary, in hexadecimal. */
export type FloatFormat = 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'b' | 'x' | 'X';

/**
 * Writes a float as Go does.
 *
 * @remarks
 * Differs from JavaScript in the form of the exponent (`1e+06`), in when `g` takes one, in rounding ties to even, and in
 * writing `-0`.
 *
 * @param precision - Digits after the point (`e f x`), all digits (`g`), or -1 for the fewest that read back the same.
 * @param bits - 32 where the value is a float32: fewer digits then tell it apart.
 */
export function formatFloat(value: number, format: FloatFormat, precision = -1, bits: 32 | 64 = 64): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const size = bits === 32 ? Math.abs(Math.fround(value)) : Math.abs(value);
  if (!Number.isFinite(size)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + formatSize(size, format, precision, bits);
}

function formatSize(size: number, format: FloatFormat, precision: number, bits: 32 | 64): string {
  switch (format) {
    case 'b': {
      const { mantissa, exponent } = splitFloat(size, bits);
      return `${mantissa}p${signed(exponent, 1)}`;
    }
    case 'x':
      return hexadecimal(size, precision, bits);
    case 'X':
      return hexadecimal(size, precision, bits).toUpperCase();
    case 'f':
    case 'F':
      return plain(size, precision, bits);
    case 'e':
    case 'E': {
      const decimal = precision < 0 ? shortestDecimal(size, bits) : roundDecimal(exactDecimal(size), precision + 1);
      return withExponent(decimal, precision < 0 ? Math.max(decimal.digits.length - 1, 0) : precision, format);
    }
    default:
      return general(size, format, precision, bits);
  }
}

function plain(size: number, precision: number, bits: 32 | 64): string {
  if (precision < 0) {
    const decimal = shortestDecimal(size, bits);
    return point(decimal, Math.max(decimal.digits.length - decimal.point, 0));
  }
  const exact = exactDecimal(size);
  return point(roundDecimal(exact, exact.point + precision), precision);
}

function general(size: number, format: 'g' | 'G', precision: number, bits: 32 | 64): string {
  const shortest = precision < 0;
  const count = precision === 0 ? 1 : precision;
  const decimal = shortest ? shortestDecimal(size, bits) : roundDecimal(exactDecimal(size), count);
  const digits = decimal.digits.length;
  // A precision beyond the digits there are does not postpone the exponent, unless the number is whole.
  const wanted = count > digits && digits >= decimal.point ? digits : count;
  const exponent = decimal.point - 1;
  if (exponent < -4 || exponent >= (shortest ? 6 : wanted)) {
    return withExponent(
      decimal,
      Math.max(Math.min(shortest ? digits : count, digits) - 1, 0),
      format === 'g' ? 'e' : 'E',
    );
  }
  return point(decimal, Math.max(digits - decimal.point, 0));
}

function withExponent(decimal: Decimal, precision: number, letter: 'e' | 'E'): string {
  const digits = (decimal.digits || '0').slice(0, precision + 1).padEnd(precision + 1, '0');
  const mantissa = precision > 0 ? `${digits.charAt(0)}.${digits.slice(1)}` : digits;
  return `${mantissa}${letter}${signed(decimal.digits === '' ? 0 : decimal.point - 1, 2)}`;
}

function point(decimal: Decimal, precision: number): string {
  const { digits, point: at } = decimal;
  const whole = at > 0 ? digits.slice(0, at).padEnd(at, '0') : '0';
  if (precision <= 0) return whole;
  const fraction = at > 0 ? digits.slice(at) : '0'.repeat(-at) + digits;
  return `${whole}.${fraction.slice(0, precision).padEnd(precision, '0')}`;
}

function hexadecimal(size: number, precision: number, bits: 32 | 64): string {
  const { mantissa, exponent } = splitFloat(size, bits);
  if (mantissa === 0n) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+00`;
  const length = mantissa.toString(2).length;
  // One bit before the point, whole hexadecimal digits after it.
  const room = Math.max(4 * Math.ceil((length - 1) / 4), 4 * Math.max(precision, 0));
  let scaled = mantissa << BigInt(room - (length - 1));
  let power = exponent + length - 1;
  if (precision >= 0 && room > 4 * precision) {
    scaled = roundBits(scaled, room - 4 * precision);
    if (scaled >> BigInt(4 * precision) > 1n) {
      scaled >>= 1n;
      power++;
    }
  }
  const places = precision >= 0 ? precision : room / 4;
  const fraction = (scaled & ((1n << BigInt(4 * places)) - 1n)).toString(16).padStart(places, '0');
  const shown = precision < 0 ? fraction.replace(/0+$/, '') : places === 0 ? '' : fraction;
  return `0x1${shown === '' ? '' : `.${shown}`}p${signed(power, 2)}`;
}

function roundBits(value: bigint, drop: number): bigint {
  const kept = value >> BigInt(drop);
  const rest = value & ((1n << BigInt(drop)) - 1n);
  const half = 1n << BigInt(drop - 1);
  return rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
}

function signed(exponent: number, digits: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(digits, '0')}`;
}
