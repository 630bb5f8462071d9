import { GoComplex, GoInt, GoList, GoMap, type Value } from './value.ts';

/** The kind of a value as reflect prints it: `map`, `slice`, `string`, `float64`, `int`, `struct`, `ptr`, `invalid` for nil. */
export function kindName(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (value === undefined || value === null) return 'invalid';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoComplex) return 'complex128';
  if (value instanceof GoList) return 'slice';
  return value instanceof GoMap ? 'map' : value.kind;
}
