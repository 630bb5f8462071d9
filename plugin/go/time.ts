import { type Day, dayAt, dayNumber } from './civil.ts';
import { type Location, local, utc, type Zone } from './location.ts';

const secondsPerDay = 86400;
const nanoseconds = 1_000_000_000n;
const longest = (1n << 63n) - 1n;

/** A date and a time of day; parts outside their range carry over. */
export interface Parts extends Day {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
}

/** An instant with the place it is read in (`time.Time`). */
export class Time {
  /** Since 1970, rounded down. */
  readonly seconds: number;
  readonly nanosecond: number;
  readonly location: Location;
  /** Nanoseconds on the clock that never jumps; only what `now` made has it, and printing shows it. */
  readonly monotonic: bigint | undefined;

  constructor(seconds: number, nanosecond: number, location: Location, monotonic?: bigint) {
    this.seconds = seconds;
    this.nanosecond = nanosecond;
    this.location = location;
    this.monotonic = monotonic;
  }

  /** The instant at which clocks in a place show a date and time (`time.Date`). */
  static of(parts: Parts, location: Location): Time {
    const year = parts.year + Math.floor((parts.month - 1) / 12);
    const month = ((((parts.month - 1) % 12) + 12) % 12) + 1;
    const days = dayNumber({ year, month, day: 1 }) + parts.day - 1;
    const carried = Math.floor(parts.nanosecond / 1e9);
    const shown = days * secondsPerDay + parts.hour * 3600 + parts.minute * 60 + parts.second + carried;
    // The offset depends on the instant that is sought: take that of a near instant, then the one valid there.
    const near = location.zoneAt(shown).offset;
    const { offset } = location.zoneAt(shown - near);
    return new Time(shown - offset, parts.nanosecond - carried * 1e9, location);
  }

  /** The instant of a clock that counts milliseconds since 1970, read in local time (`time.Now`). */
  static ofClock(milliseconds: number): Time {
    const seconds = Math.floor(milliseconds / 1000);
    const nanosecond = Math.min(999_999_999, Math.round((milliseconds - seconds * 1000) * 1e6));
    return new Time(seconds, nanosecond, local, BigInt(seconds) * nanoseconds + BigInt(nanosecond));
  }

  /** The instant so many seconds after 1970, read in local time (`time.Unix`). */
  static ofUnix(seconds: number): Time {
    return new Time(seconds, 0, local);
  }

  /** What clocks in its place show. */
  parts(): Parts {
    const shown = this.seconds + this.zone().offset;
    const days = Math.floor(shown / secondsPerDay);
    const inDay = shown - days * secondsPerDay;
    return {
      ...dayAt(days),
      hour: Math.floor(inDay / 3600),
      minute: Math.floor((inDay % 3600) / 60),
      second: inDay % 60,
      nanosecond: this.nanosecond,
    };
  }

  /** 0 is Sunday. */
  weekday(): number {
    const days = Math.floor((this.seconds + this.zone().offset) / secondsPerDay);
    return (((days + 4) % 7) + 7) % 7;
  }

  zone(): Zone {
    return this.location.zoneAt(this.seconds);
  }

  /** The same instant in another place. */
  in(location: Location): Time {
    return new Time(this.seconds, this.nanosecond, location);
  }

  /** @param duration - In nanoseconds. */
  add(duration: bigint): Time {
    const all = BigInt(this.nanosecond) + duration;
    const rest = ((all % nanoseconds) + nanoseconds) % nanoseconds;
    const monotonic = this.monotonic === undefined ? undefined : this.monotonic + duration;
    return new Time(this.seconds + Number((all - rest) / nanoseconds), Number(rest), this.location, monotonic);
  }

  /** Moves the date; what overflows a month carries over, so 31 January and a month is 3 March. */
  addDate(years: number, months: number, days: number): Time {
    const at = this.parts();
    return Time.of({ ...at, year: at.year + years, month: at.month + months, day: at.day + days }, this.location);
  }

  /** Nanoseconds from another instant to this one, at most what 64 bits hold. */
  since(other: Time): bigint {
    if (this.monotonic !== undefined && other.monotonic !== undefined) return this.monotonic - other.monotonic;
    const apart = this.unixNano() - other.unixNano();
    return apart > longest ? longest : apart < -longest - 1n ? -longest - 1n : apart;
  }

  /** -1, 0 or 1. */
  compare(other: Time): number {
    return Math.sign(this.seconds - other.seconds) || Math.sign(this.nanosecond - other.nanosecond);
  }

  unixNano(): bigint {
    return BigInt(this.seconds) * nanoseconds + BigInt(this.nanosecond);
  }
}

/** Midnight of 1 January of year 1: what Go's `time.Time{}` is. */
export const zeroTime = new Time(-62135596800, 0, utc);
