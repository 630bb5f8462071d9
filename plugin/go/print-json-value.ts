import type { Bytes } from './byte-string.ts';
import { formatFloat } from './format-float.ts';
import { JsonNumber, type JsonValue } from './json.ts';

/** A value out of a JSON or YAML text as Go's `%v` prints it: `map[a:1 b:[x y]]`, `1e+06`, `<nil>`. */
export function printJsonValue(value: JsonValue): Bytes {
  return print(value) as Bytes;
}

function print(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatFloat(value, 'g');
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(print).join(' ')}]`;
  const members = [...(value as ReadonlyMap<Bytes, JsonValue>)].sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${members.map(([key, member]) => `${key}:${print(member)}`).join(' ')}]`;
}
