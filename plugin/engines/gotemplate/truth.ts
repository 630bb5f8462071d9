import { GoComplex, GoInt, GoList, GoMap, type Value } from '../value.ts';

/** Whether Go's templates take a value for true: anything but false, zero, nil and what is empty. Structs always are. */
export function truth(value: Value): boolean {
  if (typeof value === 'string') return value.length > 0;
  if (value === undefined || value === null || typeof value === 'boolean') return value === true;
  // NaN is not zero.
  if (typeof value === 'number') return value !== 0;
  if (value instanceof GoInt) return value.value !== 0n;
  if (value instanceof GoList) return value.items.length > 0;
  if (value instanceof GoMap) return value.entries.size > 0;
  if (value instanceof GoComplex) return value.real !== 0 || value.imaginary !== 0;
  return value.integer() !== 0n;
}
