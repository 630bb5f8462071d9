const formats = {
  32: { mantissa: 24, least: -149, greatest: 127 },
  64: { mantissa: 53, least: -1074, greatest: 1023 },
};

/**
 * Rounds `numerator / denominator × 2^exponent` once, to the nearest float of a size, ties to even.
 *
 * @param numerator - Zero or more.
 * @param denominator - One or more.
 */
export function roundToFloat(numerator: bigint, denominator: bigint, exponent: number, bits: 32 | 64): number {
  if (numerator === 0n) return 0;
  const { mantissa, least, greatest } = formats[bits];
  const magnitude = bitLength(numerator) - bitLength(denominator) + exponent;
  if (magnitude > greatest + 1) return Number.POSITIVE_INFINITY;
  // The power of two of the last bit that is kept; one bit more may be needed, which the second look finds.
  let last = Math.max(least, magnitude - mantissa);
  let kept = divide(numerator, denominator, last - exponent);
  if (bitLength(kept) > mantissa) {
    last++;
    kept = divide(numerator, denominator, last - exponent);
  }
  if (bitLength(kept) + last - 1 > greatest) return Number.POSITIVE_INFINITY;
  return scale(Number(kept), last);
}

/** `numerator / denominator / 2^shift`, rounded half to even. */
function divide(numerator: bigint, denominator: bigint, shift: number): bigint {
  const top = shift < 0 ? numerator << BigInt(-shift) : numerator;
  const bottom = shift > 0 ? denominator << BigInt(shift) : denominator;
  const whole = top / bottom;
  const twice = (top % bottom) * 2n;
  const up = twice > bottom || (twice === bottom && (whole & 1n) === 1n);
  return up ? whole + 1n : whole;
}

// In two steps, because 2^-1074 alone is as small as a float gets and 2^1024 is none.
function scale(value: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
