import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import { loadLocation } from '../../go/load-location.ts';
import { type Location, local, utc } from '../../go/location.ts';
import { parseGoInt } from '../../go/parse-number.ts';
import { Time, zeroTime } from '../../go/time.ts';
import { formatDuration, parseDuration, roundDuration } from '../../go/time-duration.ts';
import { TimeError } from '../../go/time-fields.ts';
import { formatTime } from '../../go/time-format.ts';
import { parseTime } from '../../go/time-parse.ts';
import { type CallContext, FunctionError, GoInt, type Value } from '../value.ts';
import { type Family, fn, impure } from './family.ts';
import { TimeValue } from './time-value.ts';

// Sprig's date functions, as external-secrets vendors them: runtime/template/v2/sprig/date.go.

const second = 1_000_000_000n;

/** The units of `durationRound`, the longest first. */
const spans: readonly (readonly [bigint, string])[] = [
  [365n * 86400n * second, 'y'],
  [30n * 86400n * second, 'mo'],
  [86400n * second, 'd'],
  [3600n * second, 'h'],
  [60n * second, 'm'],
  [second, 's'],
];

const dateInZone = impure(['string', 'any', 'string'], 'string', (call, layout, date, zone) => {
  return formatTime(instantOf(call, date).in(locationOf(zone)), layout) as Bytes;
});

const dateModify = fn(['string', 'time.Time'], 'time.Time', (duration, date) => {
  const by = parseDuration(textOf(duration));
  return by === undefined ? date : new TimeValue((date as TimeValue).time.add(by));
});

const mustDateModify = fn(['string', 'time.Time'], 'time.Time', (duration, date) => {
  const by = parseDuration(textOf(duration));
  if (by === undefined) throw new FunctionError('time: invalid duration');
  return new TimeValue((date as TimeValue).time.add(by));
});

/** Functions on dates and durations. */
export const dates: Family = {
  now: impure([], 'time.Time', (call) => new TimeValue(Time.ofClock(call.now()))),

  date: impure(['string', 'any'], 'string', (call, layout, date) => {
    return formatTime(instantOf(call, date).in(local), layout) as Bytes;
  }),
  dateInZone,
  date_in_zone: dateInZone,

  htmlDate: impure(['any'], 'string', (call, date) => {
    return formatTime(instantOf(call, date).in(local), '2006-01-02') as Bytes;
  }),
  htmlDateInZone: impure(['any', 'string'], 'string', (call, date, zone) => {
    return formatTime(instantOf(call, date).in(locationOf(zone)), '2006-01-02') as Bytes;
  }),

  dateModify,
  date_modify: dateModify,
  mustDateModify,
  must_date_modify: mustDateModify,

  toDate: fn(['string', 'string'], 'time.Time', (layout, text) => {
    try {
      return new TimeValue(parseTime(layout, text, local));
    } catch (error) {
      if (error instanceof TimeError) return new TimeValue(zeroTime);
      throw error;
    }
  }),
  mustToDate: fn(['string', 'string'], 'time.Time', (layout, text) => {
    try {
      return new TimeValue(parseTime(layout, text, local));
    } catch (error) {
      if (error instanceof TimeError) throw new FunctionError(`parsing time: ${error.message}`);
      throw error;
    }
  }),

  unixEpoch: fn(['time.Time'], 'string', (date) => bytesOf(String((date as TimeValue).time.seconds))),

  ago: impure(['any'], 'string', (call, date) => {
    const past = instantOf(call, date);
    return bytesOf(formatDuration(roundDuration(Time.ofClock(call.now()).since(past), second)));
  }),

  // An int gives zero: only int64 and text count.
  duration: fn(['any'], 'string', (seconds) => {
    if (typeof seconds === 'string')
      return bytesOf(formatDuration(BigInt.asIntN(64, parseGoInt(seconds).value * second)));
    const number = seconds instanceof GoInt && seconds.kind === 'int64' ? seconds.value : 0n;
    return bytesOf(formatDuration(BigInt.asIntN(64, number * second)));
  }),

  durationRound: impure(['any'], 'string', (call, duration) => {
    const length = lengthOf(call, duration);
    const size = length < 0n ? -length : length;
    const span = spans.find(([unit]) => size > unit);
    return bytesOf(span === undefined ? '0s' : `${size / span[0]}${span[1]}`);
  }),
};

/** What is neither a time nor Unix seconds means now. */
function instantOf(call: CallContext, date: Value): Time {
  if (date instanceof TimeValue) return date.time;
  if (date instanceof GoInt && ['int', 'int32', 'int64'].includes(date.kind)) return Time.ofUnix(Number(date.value));
  return Time.ofClock(call.now());
}

function locationOf(zone: Bytes): Location {
  try {
    return loadLocation(zone) ?? utc;
  } catch {
    // The name is one of the database's, so it can be shown.
    throw new FunctionError(`the time zone ${zone} is not in this Node.js`);
  }
}

function lengthOf(call: CallContext, duration: Value): bigint {
  if (typeof duration === 'string') return parseDuration(textOf(duration)) ?? 0n;
  if (duration instanceof GoInt && duration.kind === 'int64') return duration.value;
  if (duration instanceof TimeValue) return Time.ofClock(call.now()).since(duration.time);
  return 0n;
}
