import { GoList, type Value } from '../value.ts';
import { printValue } from './print-value.ts';

/**
 * Makes a list of strings: the elements that are not nil, printed; of any other value the value itself, printed; of nil an empty list.
 *
 * @remarks sprig: `strings.go`, `strslice`. A list that is one of strings already comes back itself, not a copy.
 */
export function stringsOf(value: Value): GoList {
  if (value instanceof GoList) {
    if (value.typeName === '[]string') return value;
    const present = value.items.filter((item) => item !== null && item !== undefined);
    return new GoList(present.map(printValue), '[]string', false, value.items.length);
  }
  return new GoList(value === null || value === undefined ? [] : [printValue(value)], '[]string');
}
