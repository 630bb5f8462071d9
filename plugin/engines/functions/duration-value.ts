import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { formatDuration, roundDuration, truncateDuration } from '../../go/time-duration.ts';
import { type GoFunction, GoInt, GoObject, type Value } from '../value.ts';
import { fn } from './family.ts';

/** A `time.Duration`. */
export class DurationValue extends GoObject {
  readonly typeName = 'time.Duration';
  readonly kind = 'int64';
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    super();
    this.nanoseconds = BigInt.asIntN(64, nanoseconds);
  }

  /** Reads an argument of type `time.Duration`, for which an integer constant will do. */
  static of(value: Value): DurationValue {
    if (value instanceof DurationValue) return value;
    return new DurationValue(value instanceof GoInt ? value.value : BigInt(value as unknown as bigint));
  }

  override print(): Bytes {
    return bytesOf(formatDuration(this.nanoseconds));
  }

  override integer(): bigint {
    return this.nanoseconds;
  }

  override ofInteger(nanoseconds: bigint): DurationValue {
    return new DurationValue(nanoseconds);
  }

  override method(name: string): GoFunction | undefined {
    return methods.get(name)?.(this);
  }

  override equals(other: GoObject): boolean {
    return other instanceof DurationValue && other.nanoseconds === this.nanoseconds;
  }
}

const whole = (unit: bigint) => (duration: DurationValue) => fn([], 'int64', () => duration.nanoseconds / unit);

/** Whole units and the rest are added as Go adds them, so that the last digit agrees. */
const exact = (unit: bigint) => (duration: DurationValue) =>
  fn([], 'float64', () => {
    const { nanoseconds } = duration;
    return Number(nanoseconds / unit) + Number(nanoseconds % unit) / Number(unit);
  });

const methods = new Map<string, (duration: DurationValue) => GoFunction>([
  ['Abs', (duration) => fn([], 'time.Duration', () => new DurationValue(magnitude(duration.nanoseconds)))],
  ['Hours', exact(3_600_000_000_000n)],
  ['Microseconds', whole(1_000n)],
  ['Milliseconds', whole(1_000_000n)],
  ['Minutes', exact(60_000_000_000n)],
  ['Nanoseconds', whole(1n)],
  [
    'Round',
    (duration) =>
      fn(['time.Duration'], 'time.Duration', (step) => {
        return new DurationValue(roundDuration(duration.nanoseconds, DurationValue.of(step).nanoseconds));
      }),
  ],
  ['Seconds', exact(1_000_000_000n)],
  ['String', (duration) => fn([], 'string', () => duration.print())],
  [
    'Truncate',
    (duration) =>
      fn(['time.Duration'], 'time.Duration', (step) => {
        return new DurationValue(truncateDuration(duration.nanoseconds, DurationValue.of(step).nanoseconds));
      }),
  ],
]);

function magnitude(nanoseconds: bigint): bigint {
  const longest = (1n << 63n) - 1n;
  if (nanoseconds >= 0n) return nanoseconds;
  return -nanoseconds > longest ? longest : -nanoseconds;
}
