import { bareObject } from './bare-object.ts';
import { type Bytes, textOf } from './byte-string.ts';
import { JsonNumber, type JsonValue } from './json.ts';

/**
 * Plain data as JSON has it, plus exact integers beyond 2^53 as bigint. The same shape as `Json` of model/document.ts.
 *
 * @remarks
 * Objects that this room makes inherit nothing, so that `__proto__` and `constructor` are only keys. Strings are text.
 */
export type GoJson = null | boolean | number | bigint | string | readonly GoJson[] | { readonly [key: string]: GoJson };

/** The same value as plain data: text for its byte strings, objects for its maps. Numbers kept as text become floats. */
export function toGoJson(value: JsonValue): GoJson {
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof JsonNumber) return Number(value.text);
  if (!(value instanceof Map)) return (value as readonly JsonValue[]).map(toGoJson);
  const object = bareObject<GoJson>();
  for (const [key, member] of value as ReadonlyMap<Bytes, JsonValue>) object[textOf(key)] = toGoJson(member);
  return object;
}
