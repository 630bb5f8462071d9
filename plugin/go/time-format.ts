import { yearDay } from './civil.ts';
import type { Parts, Time } from './time.ts';
import { type Element, readLayout } from './time-layout.ts';
import { monthNames, weekdayNames } from './time-names.ts';

/**
 * Writes a time as a layout shows it (`Time.Format`).
 *
 * @param layout - A byte string or text; what is no element of a layout is copied.
 */
export function formatTime(time: Time, layout: string): string {
  const parts = time.parts();
  return readLayout(layout)
    .map(({ literal, element }) => literal + (element === undefined ? '' : formatElement(element, time, parts)))
    .join('');
}

/** Writes a time as it prints (`Time.String`). */
export function timeString(time: Time): string {
  const text = formatTime(time, '2006-01-02 15:04:05.999999999 -0700 MST');
  if (time.monotonic === undefined) return text;
  const size = time.monotonic < 0n ? -time.monotonic : time.monotonic;
  const fraction = String(size % 1_000_000_000n).padStart(9, '0');
  return `${text} m=${time.monotonic < 0n ? '-' : '+'}${size / 1_000_000_000n}.${fraction}`;
}

/** Writes a time as Go source (`Time.GoString`). */
export function timeGoString(time: Time): string {
  const { year, month, day, hour, minute, second, nanosecond } = time.parts();
  const numbers = [day, hour, minute, second, nanosecond].join(', ');
  return `time.Date(${year}, time.${monthNames[month - 1]}, ${numbers}, ${time.location.goName})`;
}

function formatElement({ kind, text }: Element, time: Time, at: Parts): string {
  switch (kind) {
    case 'longYear':
      return padYear(at.year);
    case 'year':
      return pad(Math.max(at.year, 0) % 100, 2);
    case 'longMonth':
      return monthNames[at.month - 1] as string;
    case 'month':
      return (monthNames[at.month - 1] as string).slice(0, 3);
    case 'numMonth':
      return String(at.month);
    case 'zeroMonth':
      return pad(at.month, 2);
    case 'longWeekday':
      return weekdayNames[time.weekday()] as string;
    case 'weekday':
      return (weekdayNames[time.weekday()] as string).slice(0, 3);
    case 'day':
      return String(at.day);
    case 'underDay':
      return String(at.day).padStart(2);
    case 'zeroDay':
      return pad(at.day, 2);
    case 'underYearDay':
      return String(yearDay(at)).padStart(3);
    case 'zeroYearDay':
      return pad(yearDay(at), 3);
    case 'zone':
      return time.zone().abbreviation || formatOffset(time.zone().offset, '-0700');
    case 'offset':
      return formatOffset(time.zone().offset, text);
    case 'fraction':
      return formatFraction(at.nanosecond, text);
    default:
      return formatClock(kind, at);
  }
}

function formatClock(kind: Element['kind'], { hour, minute, second }: Parts): string {
  switch (kind) {
    case 'hour':
      return pad(hour, 2);
    case 'hour12':
      return String(hour % 12 || 12);
    case 'zeroHour12':
      return pad(hour % 12 || 12, 2);
    case 'minute':
      return String(minute);
    case 'zeroMinute':
      return pad(minute, 2);
    case 'second':
      return String(second);
    case 'zeroSecond':
      return pad(second, 2);
    case 'PM':
      return hour >= 12 ? 'PM' : 'AM';
    default:
      return hour >= 12 ? 'pm' : 'am';
  }
}

/** @param form - The element: `Z` in front writes `Z` for universal time. */
function formatOffset(offset: number, form: string): string {
  if (form.startsWith('Z') && offset === 0) return 'Z';
  // Only whole minutes count for the sign, as in Go.
  const sign = Math.trunc(offset / 60) < 0 ? '-' : '+';
  const size = Math.abs(offset);
  const parts = [size / 3600, (size % 3600) / 60, size % 60].map((part) => pad(Math.floor(part), 2));
  const colon = form.includes(':') ? ':' : '';
  return sign + parts.slice(0, form.replaceAll(':', '').length >> 1).join(colon);
}

/** @param form - `.000` keeps its digits, `.999` drops zeros at the end. */
function formatFraction(nanosecond: number, form: string): string {
  const digits = pad(nanosecond, 9).slice(0, form.length - 1);
  if (form[1] === '0') return form[0] + digits;
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '' : form[0] + kept;
}

function padYear(year: number): string {
  return year < 0 ? `-${pad(-year, 4)}` : pad(year, 4);
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0');
}
