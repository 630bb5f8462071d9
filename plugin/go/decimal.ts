// Arbitrary-precision decimal numbers, as far as sprig's float functions need them. shopspring/decimal v1.4.

/** A number `digits × 10^exponent`. */
export class Decimal {
  readonly digits: bigint;
  readonly exponent: number;

  private constructor(digits: bigint, exponent: number) {
    this.digits = digits;
    this.exponent = exponent;
  }

  /**
   * Makes the decimal with the shortest digits that read back as the same float.
   *
   * @throws RangeError for infinities and NaN.
   */
  static of(value: number): Decimal {
    if (!Number.isFinite(value)) throw new RangeError('neither an infinity nor NaN is a decimal');
    const [, sign = '', whole = '', fraction = '', exponent = '0'] =
      /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
    return new Decimal(BigInt(`${sign}${whole}${fraction}`), Number(exponent) - fraction.length);
  }

  plus(other: Decimal): Decimal {
    const exponent = Math.min(this.exponent, other.exponent);
    return new Decimal(this.#at(exponent) + other.#at(exponent), exponent);
  }

  minus(other: Decimal): Decimal {
    return this.plus(new Decimal(-other.digits, other.exponent));
  }

  times(other: Decimal): Decimal {
    return new Decimal(this.digits * other.digits, this.exponent + other.exponent);
  }

  /**
   * Divides, to 16 places after the point, rounding half away from zero.
   *
   * @throws RangeError for a zero divisor.
   */
  dividedBy(other: Decimal): Decimal {
    if (other.digits === 0n) throw new RangeError('division by zero');
    const places = 16;
    const shift = this.exponent - other.exponent + places;
    const over = shift > 0 ? this.digits * 10n ** BigInt(shift) : this.digits;
    const under = shift < 0 ? other.digits * 10n ** BigInt(-shift) : other.digits;
    const quotient = over / under;
    const isHalf = 2n * abs(over % under) >= abs(under);
    const step = over < 0n === under < 0n ? 1n : -1n;
    return new Decimal(isHalf ? quotient + step : quotient, -places);
  }

  /** The nearest float. There is no negative zero. */
  toNumber(): number {
    return this.digits === 0n ? 0 : Number(`${this.digits}e${this.exponent}`);
  }

  /** The digits for a lower exponent. */
  #at(exponent: number): bigint {
    return this.digits * 10n ** BigInt(this.exponent - exponent);
  }
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
