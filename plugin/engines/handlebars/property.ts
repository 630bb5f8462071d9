import { bytesOf } from '../../go/byte-string.ts';
import type { CallContext } from '../value.ts';
import { GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';

/**
 * Reads a member of a value: a key of a map, a place or the length of a list, a field or a method without arguments.
 *
 * @returns `undefined` where there is none. Names that every JavaScript object has are only keys.
 */
export function propertyOf(call: CallContext, value: Value, name: string): Value {
  if (value instanceof GoMap) return value.entries.get(bytesOf(name));
  if (value instanceof GoList) {
    if (name === 'length') return new GoInt('int', BigInt(value.items.length));
    return /^[0-9]+$/.test(name) ? value.items[Number(name)] : undefined;
  }
  if (!(value instanceof GoObject)) return undefined;
  const field = value.field(name);
  if (field !== undefined) return field;
  const method = value.method(name);
  return method === undefined || method.params.length > 0 ? undefined : typed(method.body(call, []), method.result);
}

/** An integer that a function gives has the type of its result. */
export function typed(result: Value | bigint, type: string): Value {
  if (typeof result !== 'bigint') return result;
  const isUnsigned = type.startsWith('u');
  const kind = isUnsigned ? 'uint64' : type === 'int' ? 'int' : 'int64';
  return new GoInt(kind, isUnsigned ? BigInt.asUintN(64, result) : BigInt.asIntN(64, result));
}
