// The elements of a time layout, as Go's time package reads them (`time/format.go`, nextStdChunk): a layout is the date
// Mon Jan 2 15:04:05 MST 2006 written the way that others shall be written.

/** What an element of a layout stands for. */
export type ElementKind =
  | 'longMonth'
  | 'month'
  | 'numMonth'
  | 'zeroMonth'
  | 'longWeekday'
  | 'weekday'
  | 'day'
  | 'underDay'
  | 'zeroDay'
  | 'underYearDay'
  | 'zeroYearDay'
  | 'hour'
  | 'hour12'
  | 'zeroHour12'
  | 'minute'
  | 'zeroMinute'
  | 'second'
  | 'zeroSecond'
  | 'longYear'
  | 'year'
  | 'PM'
  | 'pm'
  | 'zone'
  | 'offset'
  | 'fraction';

/** One element. */
export interface Element {
  readonly kind: ElementKind;
  /** As it stands in the layout; for `offset` and `fraction` it says the form. */
  readonly text: string;
}

/** Literal text, then an element; the last piece has none. */
export interface Piece {
  readonly literal: string;
  readonly element: Element | undefined;
}

const offsets = /^[-Z](?:07:00:00|070000|07:00|0700|07)/;
const fraction = /^[.,](?:0+|9+)(?![0-9])/;

/** Cuts a layout into its pieces. */
export function readLayout(layout: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 0; at < layout.length; ) {
    const element = elementAt(layout, at);
    if (element === undefined) {
      at += 1;
      continue;
    }
    pieces.push({ literal: layout.slice(start, at), element });
    at += element.text.length;
    start = at;
  }
  pieces.push({ literal: layout.slice(start), element: undefined });
  return pieces;
}

const fixed: readonly (readonly [string, ElementKind])[] = [
  ['January', 'longMonth'],
  ['Monday', 'longWeekday'],
  ['MST', 'zone'],
  ['002', 'zeroYearDay'],
  ['01', 'zeroMonth'],
  ['02', 'zeroDay'],
  ['03', 'zeroHour12'],
  ['04', 'zeroMinute'],
  ['05', 'zeroSecond'],
  ['06', 'year'],
  ['15', 'hour'],
  ['1', 'numMonth'],
  ['2006', 'longYear'],
  ['2', 'day'],
  ['__2', 'underYearDay'],
  ['_2', 'underDay'],
  ['3', 'hour12'],
  ['4', 'minute'],
  ['5', 'second'],
  ['PM', 'PM'],
  ['pm', 'pm'],
];

function elementAt(layout: string, at: number): Element | undefined {
  const first = layout[at] as string;
  if (!/[JM0-5_PpZ.,-]/.test(first)) return undefined;
  const rest = layout.slice(at, at + 16);
  // "_2006" is an underscore and the year.
  if (rest.startsWith('_2006')) return undefined;
  for (const [text, kind] of fixed) if (rest.startsWith(text)) return { kind, text };
  // "Jan" and "Mon" are no elements where a word goes on, as in "Jane".
  if (/^Jan(?![a-z])/.test(rest)) return { kind: 'month', text: 'Jan' };
  if (/^Mon(?![a-z])/.test(rest)) return { kind: 'weekday', text: 'Mon' };
  const offset = offsets.exec(rest)?.[0];
  if (offset !== undefined) return { kind: 'offset', text: offset };
  if (first !== '.' && first !== ',') return undefined;
  const part = fraction.exec(layout.slice(at))?.[0];
  return part === undefined ? undefined : { kind: 'fraction', text: part };
}
