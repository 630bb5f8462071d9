import type { Bytes } from '../../go/byte-string.ts';
import { type CallContext, FunctionError, GoComplex, GoMap, type Value } from '../value.ts';
import { isEmpty } from './is-empty.ts';

/**
 * Fills a map from another, in place.
 *
 * @remarks
 * mergo v1.0: `Merge` and `MergeWithOverwrite`. Maps on both sides are merged into the target's one; a value that is taken over is
 * shared, not copied.
 *
 * @param overwrites - The source wins, even with an empty value; otherwise it only replaces what is empty.
 * @param call - Each key counts against its budget: a map may hold itself.
 */
export function mergeMaps(target: GoMap, source: GoMap, overwrites: boolean, call: CallContext): void {
  for (const [key, value] of [...source.entries]) {
    call.spend(1);
    const before = target.entries.get(key);
    if (isNil(value)) {
      if (overwrites) put(target, key, value, source);
      continue;
    }
    if (before instanceof GoMap && value instanceof GoMap) mergeMaps(before, value, overwrites, call);
    // Two empty maps: the source's own takes the place.
    if (before instanceof GoMap && value instanceof GoMap && !isEmpty(before)) continue;
    if (overwrites || isVacant(before)) put(target, key, value, source);
  }
}

// A map of strings takes elements from its like only, whatever they are.
function put(target: GoMap, key: Bytes, value: Value, source: GoMap): void {
  if (target.typeName !== source.typeName && target.typeName === 'map[string]string') {
    throw new FunctionError('reflect.Value.SetMapIndex: value of type interface {} is not assignable to type string');
  }
  target.entries.set(key, value);
}

// To mergo no complex number is empty, not even zero.
function isVacant(value: Value): boolean {
  return !(value instanceof GoComplex) && isEmpty(value);
}

function isNil(value: Value): boolean {
  return value === undefined || value === null;
}
