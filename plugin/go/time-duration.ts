const units = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const most = 1n << 63n;

/**
 * Reads a duration such as `-1h30m` or `1.5s` (`time.ParseDuration`).
 *
 * @param text - Text, not a byte string.
 * @returns Nanoseconds; `undefined` when it is none.
 */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const body = /^[+-]/.test(text) ? text.slice(1) : text;
  if (body === '0') return 0n;
  if (body === '') return undefined;
  let sum = 0n;
  for (let at = 0; at < body.length; ) {
    const part = /^(\d*)(?:\.(\d*))?([^.\d]+)/.exec(body.slice(at));
    const unit = units.get(part?.[3] ?? '');
    if (part === null || unit === undefined) return undefined;
    const [whole, , fraction = ''] = part;
    const digits = part[1] as string;
    if (digits === '' && fraction === '') return undefined;
    sum += BigInt(digits) * unit + fractionOf(fraction, unit);
    if (sum > most) return undefined;
    at += whole.length;
  }
  if (negative) return -sum;
  return sum === most ? undefined : sum;
}

/** Go computes the fraction as float64, with as many digits as 63 bits hold. */
function fractionOf(digits: string, unit: bigint): bigint {
  if (digits === '') return 0n;
  let kept = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = kept * 10n + BigInt(digit);
    if (kept > (most - 1n) / 10n || next > most) break;
    kept = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(kept) * (Number(unit) / scale)));
}

/** Writes nanoseconds as Go prints a duration: `1h30m0s`, `1.5ms`, `0s`. The text, not its bytes. */
export function formatDuration(duration: bigint): string {
  if (duration === 0n) return '0s';
  const sign = duration < 0n ? '-' : '';
  const size = duration < 0n ? -duration : duration;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 3)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 6)}ms`;
  const minutes = size / 60_000_000_000n;
  const seconds = `${decimal(size % 60_000_000_000n, 9)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function decimal(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const fraction = String(value % scale)
    .padStart(places, '0')
    .replace(/0+$/, '');
  return `${value / scale}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Drops what is less than a whole multiple of `step`, toward zero (`Duration.Truncate`). */
export function truncateDuration(duration: bigint, step: bigint): bigint {
  return step <= 0n ? duration : duration - (duration % step);
}

/** Goes to the nearest multiple of `step`, halves away from zero, within 64 bits (`Duration.Round`). */
export function roundDuration(duration: bigint, step: bigint): bigint {
  if (step <= 0n) return duration;
  const size = duration < 0n ? -duration : duration;
  const rest = size % step;
  const rounded = rest + rest < step ? size - rest : size + step - rest;
  if (duration < 0n) return rounded > most ? -most : -rounded;
  return rounded >= most ? most - 1n : rounded;
}
