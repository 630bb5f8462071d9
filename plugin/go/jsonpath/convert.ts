import { type Bytes, textOf } from '../byte-string.ts';
import { formatFloat } from '../format-float.ts';
import { JsonNumber, type JsonValue } from '../json.ts';
import { parseGoFloat } from '../parse-number.ts';

// gval: `convertToFloat`, `convertToBool`, `EvalString`.

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

/** As Go's `%v` prints it. */
export function toText(value: JsonValue): Bytes {
  return print(value) as Bytes;
}

function print(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatGeneral(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof Map) {
    const members = [...(value as ReadonlyMap<Bytes, JsonValue>)].sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${members.map(([key, member]) => `${key}:${print(member)}`).join(' ')}]`;
  }
  return `[${(value as readonly JsonValue[]).map(print).join(' ')}]`;
}

/** `%v` of a float is `%g` with the greatest exponent raised to 21. */
function formatGeneral(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e21) ? formatFloat(value, 'e') : formatFloat(value, 'f');
}
