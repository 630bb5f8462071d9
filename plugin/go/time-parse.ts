import { daysIn, isLeap, yearDay } from './civil.ts';
import { fixedZone, type Location, utc } from './location.ts';
import { Time } from './time.ts';
import { type Fields, readElement, skipLiteral, TimeError } from './time-fields.ts';
import { readLayout } from './time-layout.ts';

/**
 * Reads a time that a layout describes (`time.ParseInLocation`).
 *
 * @param location - Where a time without a zone is.
 * @throws TimeError
 */
export function parseTime(layout: string, value: string, location: Location): Time {
  const fields: Fields = { pm: false, am: false };
  const pieces = readLayout(layout);
  let rest = value;
  for (const [index, { literal, element }] of pieces.entries()) {
    rest = skipLiteral(rest, literal);
    if (element === undefined) break;
    rest = readElement(element, rest, fields, pieces[index + 1]?.element?.kind === 'fraction');
  }
  if (rest !== '') throw new TimeError('extra text');
  return place(fields, location);
}

function place(fields: Fields, location: Location): Time {
  const { year = 0, hour = 0, minute = 0, second = 0, nanosecond = 0 } = fields;
  const { month, day } = dateOf(fields, year);
  if (day < 1 || day > daysIn(month, year)) throw new TimeError('day out of range');
  const hours = fields.pm && hour < 12 ? hour + 12 : fields.am && hour === 12 ? 0 : hour;
  const parts = { year, month, day, hour: hours, minute, second, nanosecond };
  if (fields.universal) return Time.of(parts, utc);
  if (fields.offset !== undefined) {
    const seconds = Time.of(parts, utc).seconds - fields.offset;
    const zone = location.zoneAt(seconds);
    const named = fields.zone === undefined || zone.abbreviation === fields.zone;
    const here = zone.offset === fields.offset && named;
    return new Time(seconds, nanosecond, here ? location : fixedZone(fields.zone ?? '', fields.offset));
  }
  if (fields.zone === undefined) return Time.of(parts, location);
  const shown = Time.of(parts, utc);
  const zone = location.zoneAt(shown.seconds);
  if (zone.abbreviation === fields.zone) return Time.of(parts, location);
  // An abbreviation that is not the place's own is kept, with an offset only where it says one.
  const offset = /^GMT[+-]/.test(fields.zone) ? Number(fields.zone.slice(3)) * 3600 : 0;
  return new Time(shown.seconds, nanosecond, fixedZone(fields.zone, offset));
}

/** Month and day, from the day of the year where that is given. */
function dateOf(fields: Fields, year: number): { month: number; day: number } {
  if (fields.yearDay === undefined) return { month: fields.month ?? 1, day: fields.day ?? 1 };
  if (fields.yearDay < 1 || fields.yearDay > (isLeap(year) ? 366 : 365))
    throw new TimeError('day-of-year out of range');
  let month = 12;
  while (yearDay({ year, month, day: 1 }) > fields.yearDay) month -= 1;
  const day = fields.yearDay - yearDay({ year, month, day: 1 }) + 1;
  if ((fields.month ?? month) !== month) throw new TimeError('day-of-year does not match month');
  if ((fields.day ?? day) !== day) throw new TimeError('day-of-year does not match day');
  return { month, day };
}
