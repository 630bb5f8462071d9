import { type Location, local, utc, type Zone } from './location.ts';
import { zoneAbbreviations } from './zone-abbreviations.ts';

/** What abbreviations an offset has from an instant on. */
interface Era {
  readonly from: number;
  readonly byOffset: ReadonlyMap<number, string>;
}

// The time of a failed `toDate`.
const yearOne = -62_135_596_800;
// 1970: what zones were called between their first and this is not known here.
const firstZones = 0;
const quarterHour = 900;

let rules: ReadonlyMap<string, string> | undefined;
const loaded = new Map<string, Location>();

/**
 * Finds a place of the time zone database (`time.LoadLocation`). Names are case-sensitive, as they are files to Go.
 *
 * @remarks Offsets are those of the running Node's ICU.
 * @returns `undefined` for a name that the database does not have.
 * @throws RangeError when the database has the name and this Node does not.
 */
export function loadLocation(name: string): Location | undefined {
  if (name === '' || name === 'UTC') return utc;
  if (name === 'Local') return local;
  rules ??= new Map(zoneAbbreviations.flatMap(([rule, names]) => names.split(' ').map((each) => [each, rule])));
  const rule = rules.get(name);
  if (rule === undefined) return undefined;
  const known = loaded.get(name) ?? makeLocation(name, rule);
  loaded.set(name, known);
  return known;
}

function makeLocation(name: string, rule: string): Location {
  const offsetAt = offsetsOf(name);
  const eras = rule.split('|').map(readEra);
  const first = offsetAt(yearOne);
  const zoneAt = (seconds: number): Zone => {
    const offset = offsetAt(seconds);
    if (offset === first && seconds < firstZones) return { offset, abbreviation: original(offset, eras) };
    const era = eras.findLast(({ from }) => from <= seconds) ?? eras[0];
    return { offset, abbreviation: era?.byOffset.get(offset) ?? numeric(offset) };
  };
  return { name, goName: `time.Location(${JSON.stringify(name)})`, zoneAt };
}

// Before there were zones, clocks showed local mean time; where nobody lived, the database has no time.
function original(offset: number, eras: readonly Era[]): string {
  if (offset % quarterHour !== 0) return 'LMT';
  return eras[0]?.byOffset.get(offset) ?? (offset === 0 ? '-00' : numeric(offset));
}

function readEra(text: string): Era {
  const colon = text.indexOf(':');
  const byOffset = new Map<number, string>();
  for (const [, abbreviation, hours] of text.slice(colon + 1).matchAll(/([A-Za-z]+)(-?[\d.]+)/g)) {
    byOffset.set(Number(hours) * 3600, abbreviation as string);
  }
  return { from: colon < 0 ? Number.NEGATIVE_INFINITY : Number(text.slice(0, colon)), byOffset };
}

/** `+03`, `-0330`: how the database abbreviates a zone that has no name of its own. */
function numeric(offset: number): string {
  const sign = offset < 0 ? '-' : '+';
  const parts = [Math.abs(offset) / 3600, (Math.abs(offset) % 3600) / 60, Math.abs(offset) % 60].map(Math.floor);
  while (parts.length > 1 && parts.at(-1) === 0) parts.pop();
  return sign + parts.map((part) => String(part).padStart(2, '0')).join('');
}

/** Gives the function from an instant to a zone's offset, both in seconds. */
function offsetsOf(name: string): (seconds: number) => number {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    calendar: 'gregory',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (seconds) => {
    const shown = new Map(clock.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(shown.get(type));
    const year = shown.get('era') === 'BC' ? 1 - number('year') : number('year');
    // A year below 100 would be taken for one of the twentieth century.
    const date = new Date(0);
    date.setUTCFullYear(year, number('month') - 1, number('day'));
    date.setUTCHours(number('hour'), number('minute'), number('second'));
    return date.getTime() / 1000 - seconds;
  };
}
