import { type CallContext, GoComplex, GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';

/**
 * Compares two values with all they hold.
 *
 * @remarks
 * Go: `reflect.DeepEqual`. Types must agree (`1` and `1.0` differ), a nil list differs from an empty one, and a list or map equals
 * itself even where it holds NaN.
 *
 * @param call - Each comparison counts against its budget: shared parts may be compared very often.
 */
export function deepEqual(a: Value, b: Value, call: CallContext): boolean {
  call.spend(1);
  const left = a ?? null;
  const right = b ?? null;
  if (left instanceof GoList && right instanceof GoList) return equalLists(left, right, call);
  if (left instanceof GoMap && right instanceof GoMap) return equalMaps(left, right, call);
  if (left instanceof GoInt && right instanceof GoInt) return left.kind === right.kind && left.value === right.value;
  if (left instanceof GoComplex && right instanceof GoComplex) {
    return left.real === right.real && left.imaginary === right.imaginary;
  }
  if (left instanceof GoObject && right instanceof GoObject) return equalObjects(left, right);
  return left === right;
}

function equalLists(a: GoList, b: GoList, call: CallContext): boolean {
  if (a.typeName !== b.typeName || a.isNil !== b.isNil || a.items.length !== b.items.length) return false;
  return a === b || a.items.every((item, i) => deepEqual(item, b.items[i], call));
}

function equalMaps(a: GoMap, b: GoMap, call: CallContext): boolean {
  if (a.typeName !== b.typeName || a.isNil !== b.isNil || a.entries.size !== b.entries.size) return false;
  if (a === b) return true;
  for (const [key, item] of a.entries) {
    if (!b.entries.has(key) || !deepEqual(item, b.entries.get(key), call)) return false;
  }
  return true;
}

// Objects of these types are equal throughout where they print the same.
function equalObjects(a: GoObject, b: GoObject): boolean {
  return a === b || a.equals(b) || (a.typeName === b.typeName && a.print() === b.print());
}
