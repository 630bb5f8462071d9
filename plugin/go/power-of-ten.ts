/**
 * Raises ten to an integer power, rounded where Go rounds.
 *
 * @remarks
 * Go: `math.Pow`, which squares repeatedly and inverts at the end. JavaScript's power differs in the last digit for some.
 */
export function powerOfTen(exponent: number): number {
  let power = 1;
  let square = 10;
  // Beyond the range of floats nothing changes any more.
  for (let left = Math.min(Math.abs(exponent), 1023); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power *= square;
    square *= square;
  }
  if (exponent >= 0) return power;
  return Number.isFinite(power) ? 1 / power : Number(`1e${exponent}`);
}
