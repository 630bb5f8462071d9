import { type CallContext, GoList, GoMap, GoObject, type Value } from '../value.ts';

/**
 * Copies a value with all lists and maps it holds.
 *
 * @remarks copystructure: `Copy`. A part that is reached twice is copied twice; of a struct only its exported fields are copied.
 *
 * @param call - Each copied part counts against its budget.
 */
export function deepCopy(value: Value, call: CallContext): Value {
  call.spend(1);
  if (value instanceof GoList) {
    return new GoList(
      value.items.map((item) => deepCopy(item, call)),
      value.typeName,
      value.isNil,
    );
  }
  if (value instanceof GoMap) {
    const entries = [...value.entries].map(([key, item]) => [key, deepCopy(item, call)] as const);
    return new GoMap(new Map(entries), value.typeName, value.isNil);
  }
  return value instanceof GoObject ? value.copy() : value;
}
