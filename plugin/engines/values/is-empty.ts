import { GoComplex, GoInt, GoList, GoMap, type Value } from '../value.ts';

/**
 * Tells whether sprig takes a value as unset: nil, false, zero, and strings, lists and maps of length zero. A struct never is.
 *
 * @remarks sprig: `defaults.go`, `empty`.
 */
export function isEmpty(value: Value): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value === '';
  if (typeof value === 'number') return value === 0;
  if (typeof value === 'boolean') return !value;
  if (value instanceof GoList) return value.items.length === 0;
  if (value instanceof GoMap) return value.entries.size === 0;
  if (value instanceof GoInt) return value.value === 0n;
  if (value instanceof GoComplex) return value.real === 0 && value.imaginary === 0;
  return value.integer() === 0n;
}
