import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { yearDay } from '../../go/civil.ts';
import { local, utc } from '../../go/location.ts';
import { type Time, zeroTime } from '../../go/time.ts';
import { formatTime, timeGoString, timeString } from '../../go/time-format.ts';
import { monthNames, weekdayNames } from '../../go/time-names.ts';
import { FunctionError, type GoFunction, GoInt, GoObject, GoPointer, UncallableError, type Value } from '../value.ts';
import { bytesList } from '../values/bytes-list.ts';
import { DurationValue } from './duration-value.ts';
import { fn } from './family.ts';
import { LocationValue } from './location-value.ts';
import { NamedInteger } from './named-integer.ts';

/** A `time.Time`. */
export class TimeValue extends GoObject {
  readonly typeName = 'time.Time';
  readonly kind = 'struct';
  readonly time: Time;

  constructor(time: Time) {
    super();
    this.time = time;
  }

  override print(): Bytes {
    return bytesOf(timeString(this.time));
  }

  override goSyntax(): Bytes {
    return bytesOf(timeGoString(this.time));
  }

  /** As Go keeps a time that no clock has made: seconds since the year 1, and no location for UTC. */
  override fields(): ReadonlyMap<string, Value> {
    const { seconds, nanosecond, location } = this.time;
    return new Map<string, Value>([
      ['wall', new GoInt('uint64', BigInt(nanosecond))],
      ['ext', new GoInt('int64', BigInt(seconds - zeroTime.seconds))],
      ['loc', new GoPointer('*time.Location', location === utc ? undefined : new LocationValue(location))],
    ]);
  }

  override json(): Bytes {
    return `"${rfc3339(this.time, 'Time.MarshalJSON')}"` as Bytes;
  }

  override method(name: string): GoFunction | undefined {
    return methods.get(name)?.(this.time);
  }

  override equals(other: GoObject): boolean {
    if (!(other instanceof TimeValue)) return false;
    const { time } = other;
    const alike = time.location === this.time.location && time.monotonic === this.time.monotonic;
    return alike && time.compare(this.time) === 0;
  }
}

function rfc3339(time: Time, method: string): Bytes {
  const { year } = time.parts();
  if (year < 0 || year > 9999) throw new FunctionError(`${method}: year outside of range [0,9999]`);
  return formatTime(time, '2006-01-02T15:04:05.999999999Z07:00') as Bytes;
}

const months = new Map(monthNames.map((name, i) => [i + 1, name]));
const weekdays = new Map(weekdayNames.map((name, i) => [i, name]));

const timeOf = (value: Value): Time => (value as TimeValue).time;
const part = (get: (time: Time) => number) => (time: Time) => fn([], 'int', () => BigInt(get(time)));
const unix = (unit: bigint) => (time: Time) => fn([], 'int64', () => floorDivide(time.unixNano(), unit));
const compared = (holds: (order: number) => boolean) => (time: Time) =>
  fn(['time.Time'], 'bool', (other) => holds(time.compare(timeOf(other))));
const moved = (move: (time: Time) => Time) => (time: Time) => fn([], 'time.Time', () => new TimeValue(move(time)));
const printed = (print: (time: Time) => string) => (time: Time) => fn([], 'string', () => bytesOf(print(time)));

/** Go's templates call no function that gives two values of which the second is no error. */
const uncallable = (why: string) => () =>
  fn([], 'any', () => {
    throw new UncallableError(why);
  });

const methods = new Map<string, (time: Time) => GoFunction>([
  [
    'Add',
    (time) => fn(['time.Duration'], 'time.Time', (by) => new TimeValue(time.add(DurationValue.of(by).nanoseconds))),
  ],
  [
    'AddDate',
    (time) =>
      fn(['int', 'int', 'int'], 'time.Time', (years, months, days) => {
        return new TimeValue(time.addDate(Number(years), Number(months), Number(days)));
      }),
  ],
  ['After', compared((order) => order > 0)],
  ['Before', compared((order) => order < 0)],
  ['Clock', uncallable('function Clock has 3 return values; should be 1 or 2')],
  ['Compare', (time) => fn(['time.Time'], 'int', (other) => BigInt(time.compare(timeOf(other))))],
  ['Date', uncallable('function Date has 3 return values; should be 1 or 2')],
  ['Day', part((time) => time.parts().day)],
  ['Equal', compared((order) => order === 0)],
  ['Format', (time) => fn(['string'], 'string', (layout) => formatTime(time, layout) as Bytes)],
  ['GoString', printed(timeGoString)],
  ['Hour', part((time) => time.parts().hour)],
  ['ISOWeek', uncallable('invalid function signature for ISOWeek: second return value should be error; is int')],
  [
    'In',
    (time) => fn(['*time.Location'], 'time.Time', (where) => new TimeValue(time.in((where as LocationValue).location))),
  ],
  // No zone with summer time can be reached from a template: its times are in UTC or a fixed zone.
  ['IsDST', () => fn([], 'bool', () => false)],
  ['IsZero', (time) => fn([], 'bool', () => time.compare(zeroTime) === 0)],
  ['Local', moved((time) => time.in(local))],
  ['Location', (time) => fn([], '*time.Location', () => new LocationValue(time.location))],
  ['MarshalJSON', (time) => fn([], '[]uint8', () => bytesList(new TimeValue(time).json()))],
  ['MarshalText', (time) => fn([], '[]uint8', () => bytesList(rfc3339(time, 'Time.MarshalText')))],
  ['Minute', part((time) => time.parts().minute)],
  [
    'Month',
    (time) =>
      fn([], 'time.Month', () => {
        const { month } = time.parts();
        return new NamedInteger('time.Month', month, months);
      }),
  ],
  ['Nanosecond', part((time) => time.nanosecond)],
  ['Round', (time) => fn(['time.Duration'], 'time.Time', (to) => new TimeValue(toMultiple(time, to, true)))],
  ['Second', part((time) => time.parts().second)],
  ['String', printed(timeString)],
  ['Sub', (time) => fn(['time.Time'], 'time.Duration', (other) => new DurationValue(time.since(timeOf(other))))],
  ['Truncate', (time) => fn(['time.Duration'], 'time.Time', (to) => new TimeValue(toMultiple(time, to, false)))],
  ['UTC', moved((time) => time.in(utc))],
  ['Unix', (time) => fn([], 'int64', () => BigInt(time.seconds))],
  ['UnixMicro', unix(1_000n)],
  ['UnixMilli', unix(1_000_000n)],
  ['UnixNano', (time) => fn([], 'int64', () => BigInt.asIntN(64, time.unixNano()))],
  [
    'Weekday',
    (time) =>
      fn([], 'time.Weekday', () => {
        const day = time.weekday();
        return new NamedInteger('time.Weekday', day, weekdays);
      }),
  ],
  ['Year', part((time) => time.parts().year)],
  ['YearDay', part((time) => yearDay(time.parts()))],
  [
    'ZoneBounds',
    uncallable('invalid function signature for ZoneBounds: second return value should be error; is time.Time'),
  ],
  ['Zone', uncallable('invalid function signature for Zone: second return value should be error; is int')],
]);

function floorDivide(value: bigint, by: bigint): bigint {
  return (value - (((value % by) + by) % by)) / by;
}

/** Multiples count from the year 1; halves go up. */
function toMultiple(time: Time, of: Value, nearest: boolean): Time {
  const step = DurationValue.of(of).nanoseconds;
  const plain = time.in(time.location);
  if (step <= 0n) return plain;
  const rest = (time.unixNano() - zeroTime.unixNano()) % step;
  const below = plain.add(-(((rest % step) + step) % step));
  const above = nearest && (((rest % step) + step) % step) * 2n >= step;
  return above ? below.add(step) : below;
}
