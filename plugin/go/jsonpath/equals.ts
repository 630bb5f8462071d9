import type { Bytes } from '../byte-string.ts';
import type { JsonValue } from '../json.ts';

/** Go's `reflect.DeepEqual` for values out of a JSON text: nothing is converted. */
export function equals(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => equals(item as JsonValue, b[index] as JsonValue));
  }
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map) || !(b instanceof Map) || a.size !== b.size) return false;
    const other = b as ReadonlyMap<Bytes, JsonValue>;
    return [...(a as ReadonlyMap<Bytes, JsonValue>)].every(([key, value]) => {
      return other.has(key) && equals(value, other.get(key) ?? null);
    });
  }
  return a === b;
}
