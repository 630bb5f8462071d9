import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { sprint } from '../../go/fmt.ts';
import { GoInt, GoList, GoMap, type Value } from '../value.ts';

/**
 * Writes a value as `{{name}}` shows it. Numbers are plain, and nothing is an empty text.
 *
 * @returns `undefined` for lists and maps, which have no one way to be written.
 */
export function display(value: Value): Bytes | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '' as Bytes;
  if (typeof value === 'boolean') return bytesOf(String(value));
  if (typeof value === 'number') return bytesOf(numberText(value));
  if (value instanceof GoInt) return bytesOf(String(value.value));
  if (value instanceof GoList || value instanceof GoMap) return undefined;
  return sprint(value);
}

/** A float in full, as JSON would have it. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '0' : String(value);
}

/** Whether Handlebars takes a value for true: anything but false, nothing, zero, an empty text and an empty list. */
export function isTruthy(value: Value): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  if (value instanceof GoInt) return value.value !== 0n;
  return !(value instanceof GoList) || value.items.length > 0;
}
