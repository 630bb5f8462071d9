// The bits of a float64's mantissa, and the powers of two of its least and its greatest bit.
const mantissa = 53;
const least = -1074;
const greatest = 1023;

/**
 * Rounds `whole × 2^exponent` once, to the nearest float, ties to even.
 *
 * @param whole - Zero or more.
 */
export function roundToFloat(whole: bigint, exponent: number): number {
  if (whole === 0n) return 0;
  const magnitude = bitLength(whole) + exponent;
  if (magnitude > greatest + 1) return Number.POSITIVE_INFINITY;
  // The power of two of the last bit that is kept; one bit more may be needed, where rounding carries.
  let last = Math.max(least, magnitude - mantissa);
  let kept = divide(whole, last - exponent);
  if (bitLength(kept) > mantissa) {
    last++;
    kept = divide(whole, last - exponent);
  }
  if (bitLength(kept) + last - 1 > greatest) return Number.POSITIVE_INFINITY;
  return scale(Number(kept), last);
}

/** `whole / 2^shift`, rounded half to even. */
function divide(whole: bigint, shift: number): bigint {
  if (shift <= 0) return whole << BigInt(-shift);
  const bottom = 1n << BigInt(shift);
  const quotient = whole / bottom;
  const twice = (whole % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

// In two steps, because 2^-1074 alone is as small as a float gets and 2^1024 is none.
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
