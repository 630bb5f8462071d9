/** A number as decimal digits: `0.d1d2d3… × 10^point`. No digits are zero. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The exact decimal value of a finite float of zero or more: every float has one. */
export function exactDecimal(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const { mantissa, exponent } = splitFloat(value, 64);
  if (exponent >= 0) return trim((mantissa << BigInt(exponent)).toString(), 0);
  return trim((mantissa * 5n ** BigInt(-exponent)).toString(), exponent);
}

/** The shortest digits that read back as the same float of that size; of several, the closest. */
export function shortestDecimal(value: number, bits: 32 | 64): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  if (bits === 64) return fromExponential(value.toExponential());
  const exact = exactDecimal(value);
  const isPowerOfTwo = Number.isInteger(Math.log2(value));
  for (let count = 1; count < 9; count++) {
    const found = neighbours(exact, count, isPowerOfTwo).find((near) => Math.fround(toNumber(near)) === value);
    if (found) return found;
  }
  return roundDecimal(exact, 9);
}

// Of two as close Go takes the even one, but the greater where the float is a power of two and its interval lopsided.
/** The two decimals of a number of digits around an exact one, the better first. */
function neighbours({ digits, point }: Decimal, count: number, isPowerOfTwo: boolean): readonly Decimal[] {
  if (count >= digits.length) return [{ digits, point }];
  const below = trim(digits.slice(0, count), point - count);
  const up = isPowerOfTwo ? digits.charCodeAt(count) >= five : roundsUp(digits, count);
  const above = trim((BigInt(digits.slice(0, count)) + 1n).toString(), point - count);
  return up ? [above, below] : [below, above];
}

const five = 0x35;

/** Keeps a number of digits, half to even. */
export function roundDecimal(decimal: Decimal, count: number): Decimal {
  const { digits, point } = decimal;
  if (count < 0) return { digits: '', point: 0 };
  if (count >= digits.length) return decimal;
  const kept = digits.slice(0, count);
  if (!roundsUp(digits, count)) return trim(kept, point - count);
  return trim((BigInt(kept || '0') + 1n).toString(), point - count);
}

function roundsUp(digits: string, count: number): boolean {
  const next = digits.charCodeAt(count);
  if (next === five && count + 1 === digits.length) return count > 0 && digits.charCodeAt(count - 1) % 2 === 1;
  return next >= five;
}

/** A float of zero or more as `mantissa × 2^exponent`, the mantissa with its full number of bits unless subnormal. */
export function splitFloat(value: number, bits: 32 | 64): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  const shape = bits === 64 ? { stored: 52, bias: 1075 } : { stored: 23, bias: 150 };
  if (bits === 64) view.setFloat64(0, value);
  else view.setUint32(4, float32Bits(value));
  const all = view.getBigUint64(0);
  const stored = all & ((1n << BigInt(shape.stored)) - 1n);
  const biased = Number(all >> BigInt(shape.stored));
  if (biased === 0) return { mantissa: stored, exponent: 1 - shape.bias };
  return { mantissa: stored | (1n << BigInt(shape.stored)), exponent: biased - shape.bias };
}

function float32Bits(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0);
}

/** `whole × 10^exponent` without trailing zeros. */
function trim(whole: string, exponent: number): Decimal {
  const digits = whole.replace(/0+$/, '');
  return digits === '' ? { digits, point: 0 } : { digits, point: whole.length + exponent };
}

function fromExponential(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

function toNumber({ digits, point }: Decimal): number {
  return Number(`0.${digits}e${point}`);
}
