import { GoComplex, GoInt, type Value } from './value.ts';

/** The Go type of a value as `%T` prints it; `<nil>` for nil. */
export function typeName(value: Value): string {
  if (typeof value === 'string') return 'string';
  if (value === undefined || value === null) return '<nil>';
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof GoInt) return value.kind;
  if (value instanceof GoComplex) return 'complex128';
  return value.typeName;
}
