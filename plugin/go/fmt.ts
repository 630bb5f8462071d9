import type { Bytes } from './byte-string.ts';
import { plainFlags } from './fmt-flags.ts';
import { formatValue } from './fmt-printer.ts';
import type { Value } from './value.ts';

export { sprintf } from './fmt-format.ts';

const plain = Object.freeze(plainFlags());

/** Prints operands as Go's `fmt.Sprint`: a space stands only between two of which neither is a string. */
export function sprint(...values: readonly Value[]): Bytes {
  const [first] = values;
  if (values.length === 1 && typeof first === 'string') return first;
  let out = '';
  let spaceless = true;
  for (const value of values) {
    const isString = typeof value === 'string';
    if (!spaceless && !isString) out += ' ';
    out += formatValue(plain, value, 'v');
    spaceless = isString;
  }
  return out as Bytes;
}

/** Prints operands as Go's `fmt.Sprintln`: spaces between all, and a newline. */
export function sprintln(...values: readonly Value[]): Bytes {
  return `${values.map((value) => formatValue(plain, value, 'v')).join(' ')}\n` as Bytes;
}
