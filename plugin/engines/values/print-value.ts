import type { Bytes } from '../../go/byte-string.ts';
import { sprint } from '../../go/fmt.ts';
import { type GoInt, GoList, type Value } from '../value.ts';

/**
 * Writes a value as sprig turns anything into a string.
 *
 * @remarks sprig: `strings.go`, `strval`: strings and bytes as they are, the rest as `%v`; nil is `<nil>`.
 */
export function printValue(value: Value): Bytes {
  if (typeof value === 'string') return value;
  if (value instanceof GoList && value.typeName === '[]uint8') {
    return value.items.map((item) => String.fromCharCode(Number((item as GoInt).value))).join('') as Bytes;
  }
  return sprint(value);
}
