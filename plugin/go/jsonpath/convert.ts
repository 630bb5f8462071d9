import { textOf } from '../byte-string.ts';
import type { JsonValue } from '../json.ts';
import { parseGoFloat } from '../parse-number.ts';

// gval: `convertToFloat`, `convertToBool`.

/** A number, or a text that spells one. */
export function toNumber(value: JsonValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const { value: number, problem } = parseGoFloat(textOf(value));
  return problem === undefined ? number : undefined;
}

/** A flag, a number that is not zero, or one of four words; null is false. */
export function toFlag(value: JsonValue): boolean | undefined {
  if (value === null || value === false || value === 'false' || value === 'FALSE') return false;
  if (value === true || value === 'true' || value === 'TRUE') return true;
  const number = toNumber(value);
  return number === undefined ? undefined : number !== 0;
}
