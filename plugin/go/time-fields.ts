import type { Element, ElementKind } from './time-layout.ts';
import { monthNames, weekdayNames } from './time-names.ts';

/** A text is not the time that a layout describes. The message holds nothing of the text. */
export class TimeError extends Error {}

/** What has been read of a time. */
export interface Fields {
  year?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  hour?: number;
  minute?: number;
  second?: number;
  nanosecond?: number;
  pm: boolean;
  am: boolean;
  universal?: boolean;
  /** Seconds east of Greenwich. */
  offset?: number;
  zone?: string;
}

const misfit = () => new TimeError('cannot parse the time with that layout');

/** Passes over a layout's literal text; a run of spaces in it stands for any number of spaces, at least one unless the text ends. */
export function skipLiteral(value: string, literal: string): string {
  let rest = value;
  for (let at = 0; at < literal.length; ) {
    if (literal[at] === ' ') {
      if (rest !== '' && rest[0] !== ' ') throw misfit();
      rest = rest.replace(/^ +/, '');
      while (literal[at] === ' ') at += 1;
      continue;
    }
    if (rest[0] !== literal[at]) throw misfit();
    rest = rest.slice(1);
    at += 1;
  }
  return rest;
}

/**
 * Reads one element into the fields.
 *
 * @param fractionFollows - Whether the layout goes on with a fraction; otherwise one behind the seconds is read with them.
 * @returns What follows it.
 */
export function readElement({ kind, text }: Element, value: string, fields: Fields, fractionFollows: boolean): string {
  switch (kind) {
    case 'longYear':
      return digits(value, /^[0-9]{4}/, (number) => {
        fields.year = number;
      });
    case 'year':
      return digits(value, /^(?:[0-9]{2}|[+-][0-9])/, (number) => {
        fields.year = number >= 69 ? 1900 + number : 2000 + number;
      });
    case 'longMonth':
    case 'month':
      return name(value, monthNames, kind === 'month', (index) => {
        fields.month = index + 1;
      });
    case 'longWeekday':
    case 'weekday':
      return name(value, weekdayNames, kind === 'weekday', () => {});
    case 'underYearDay':
    case 'zeroYearDay':
      return digits(
        kind === 'underYearDay' ? value.replace(/^ {1,2}/, '') : value,
        kind === 'zeroYearDay' ? /^[0-9]{3}/ : /^[0-9]{1,3}/,
        (number) => {
          fields.yearDay = number;
        },
      );
    case 'PM':
    case 'pm':
      return readHalf(kind, value, fields);
    case 'zone':
      return readZone(value, fields);
    case 'offset':
      return readOffset(text, value, fields);
    case 'fraction':
      return readFraction(text, value, fields);
    default:
      return readNumber(kind, value, fields, fractionFollows);
  }
}

type NumberField = 'month' | 'day' | 'hour' | 'minute' | 'second';

const numbers = new Map<ElementKind, readonly [NumberField, number, number]>([
  ['numMonth', ['month', 1, 12]],
  ['zeroMonth', ['month', 1, 12]],
  // Whether the month has the day is seen when the month is known.
  ['day', ['day', 0, 99]],
  ['underDay', ['day', 0, 99]],
  ['zeroDay', ['day', 0, 99]],
  ['hour', ['hour', 0, 23]],
  ['hour12', ['hour', 0, 12]],
  ['zeroHour12', ['hour', 0, 12]],
  ['minute', ['minute', 0, 59]],
  ['zeroMinute', ['minute', 0, 59]],
  ['second', ['second', 0, 59]],
  ['zeroSecond', ['second', 0, 59]],
]);

function readNumber(kind: ElementKind, value: string, fields: Fields, fractionFollows: boolean): string {
  const [field, least, most] = numbers.get(kind) as readonly [NumberField, number, number];
  const text = kind === 'underDay' && value[0] === ' ' ? value.slice(1) : value;
  const rest = digits(text, kind.startsWith('zero') ? /^[0-9]{2}/ : /^[0-9]{1,2}/, (number) => {
    if (number < least || number > most) throw new TimeError(`${field} out of range`);
    fields[field] = number;
  });
  return field === 'second' && !fractionFollows ? readFraction('.9', rest, fields) : rest;
}

function digits(value: string, form: RegExp, take: (number: number) => void): string {
  const found = form.exec(value)?.[0];
  if (found === undefined) throw misfit();
  take(Number(found));
  return value.slice(found.length);
}

/** Names are known in either case. */
function name(value: string, names: readonly string[], short: boolean, take: (index: number) => void): string {
  const lower = value.slice(0, 9).toLowerCase();
  const words = names.map((each) => (short ? each.slice(0, 3) : each));
  const index = words.findIndex((word) => lower.startsWith(word.toLowerCase()));
  if (index < 0) throw misfit();
  take(index);
  return value.slice((words[index] as string).length);
}

function readHalf(kind: 'PM' | 'pm', value: string, fields: Fields): string {
  const half = value.slice(0, 2);
  if (half === kind) fields.pm = true;
  else if (half === (kind === 'PM' ? 'AM' : 'am')) fields.am = true;
  else throw misfit();
  return value.slice(2);
}

/** Three to five capitals, of which four or five end in T; some zones are written otherwise. */
const abbreviation =
  /^(?:ChST|MeST|GMT[+-][0-9]+|GMT|[+-][0-9]{2,}|[+-][0-9](?=.)|WITA(?![A-Z])|[A-Z]{3}(?![A-Z])|[A-Z]{3}T(?![A-Z])|[A-Z]{4}T(?![A-Z]))/;

function readZone(value: string, fields: Fields): string {
  if (value.startsWith('UTC')) {
    fields.universal = true;
    return value.slice(3);
  }
  const found = abbreviation.exec(value)?.[0];
  if (found === undefined) throw misfit();
  // Hours beyond 23 are no offset: GMT stands alone then, and a bare number is no zone.
  const hours = Number(/[+-]([0-9]+)$/.exec(found)?.[1] ?? 0);
  if (hours > 23 && !found.startsWith('GMT')) throw misfit();
  fields.zone = hours > 23 ? 'GMT' : found;
  return value.slice(fields.zone.length);
}

function readOffset(form: string, value: string, fields: Fields): string {
  if (form.startsWith('Z') && value.startsWith('Z')) {
    fields.universal = true;
    return value.slice(1);
  }
  const pattern = new RegExp(`^(.)${form.slice(1).replaceAll('07', '([0-9]{2})').replaceAll('00', '([0-9]{2})')}`, 's');
  const found = pattern.exec(value);
  if (found === null) throw misfit();
  const [text, sign, hours = '0', minutes = '0', seconds = '0'] = found;
  for (const [part, most] of [
    [hours, 24],
    [minutes, 60],
    [seconds, 60],
  ] as const) {
    if (Number(part) > most) throw new TimeError('time zone offset out of range');
  }
  if (sign !== '+' && sign !== '-') throw misfit();
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  fields.offset = sign === '-' ? -size : size;
  return value.slice(text.length);
}

/** @param form - `.000` wants as many digits; `.999` any number of them, or none. */
function readFraction(form: string, value: string, fields: Fields): string {
  const exact = form[1] === '0';
  const found = (exact ? new RegExp(`^[.,][0-9]{${form.length - 1}}`) : /^[.,][0-9]+/).exec(value)?.[0];
  if (found === undefined) {
    if (exact) throw misfit();
    return value;
  }
  fields.nanosecond = Number(found.slice(1, 10).padEnd(9, '0'));
  return value.slice(found.length);
}
