import { type Flags, pad, padWithSpaces } from './fmt-flags.ts';
import { type FloatFormat, formatFloat } from './format-float.ts';

const verbs = new Map<string, { readonly format: FloatFormat; readonly precision: number }>([
  ['v', { format: 'g', precision: -1 }],
  ['b', { format: 'b', precision: -1 }],
  ['g', { format: 'g', precision: -1 }],
  ['G', { format: 'G', precision: -1 }],
  ['x', { format: 'x', precision: -1 }],
  ['X', { format: 'X', precision: -1 }],
  ['f', { format: 'f', precision: 6 }],
  ['F', { format: 'f', precision: 6 }],
  ['e', { format: 'e', precision: 6 }],
  ['E', { format: 'E', precision: 6 }],
]);

/** Writes a float64 under a verb; `undefined` where the verb is none of a float's (fmt/format.go, fmtFloat). */
export function formatFlaggedFloat(flags: Flags, value: number, verb: string): string | undefined {
  const form = verbs.get(verb);
  if (form === undefined) return undefined;
  const precision = flags.precision ?? form.precision;
  const written = formatFloat(value, form.format, precision);
  const signed = /^[+-]/.test(written);
  const size = signed ? written.slice(1) : written;
  const sign = written.startsWith('-') ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  // Infinities are always signed under plus; a NaN shows its sign only where one is asked for.
  if (!Number.isFinite(value)) return padWithSpaces(flags, infinite(flags, sign, size));
  const text = flags.sharp && form.format !== 'b' ? withPoint(size, form.format, precision) : size;
  if (sign === '') return pad(flags, text);
  const { zero, minus, width } = flags;
  const fillsWithZeros = zero && !minus && width !== undefined && width > text.length + 1;
  return fillsWithZeros ? sign + text.padStart(width - 1, '0') : pad(flags, sign + text);
}

function infinite(flags: Flags, sign: string, size: string): string {
  if (size === 'NaN') return flags.plus ? '+NaN' : flags.space ? ' NaN' : 'NaN';
  return (sign === '' ? '+' : sign) + size;
}

// The sharp flag keeps the point and, for %g, trailing zeros.
function withPoint(size: string, format: FloatFormat, precision: number): string {
  const counts = format === 'g' || format === 'G' || format === 'x';
  const tailAt = size.search(format === 'x' || format === 'X' ? /[pP]/ : /[eE]/);
  const head = tailAt < 0 ? size : size.slice(0, tailAt);
  const tail = tailAt < 0 ? '' : size.slice(tailAt);
  const pointed = head.includes('.') ? head : `${head}.`;
  if (!counts) return pointed + tail;
  const significant = head.replace('.', '').replace(/^0+/, '').length || (head === '0' ? 1 : 0);
  return pointed + '0'.repeat(Math.max(0, (precision === -1 ? 6 : precision) - significant)) + tail;
}
