import type { Bytes } from '../../go/byte-string.ts';
import { typeName } from '../../go/type-name.ts';
import { FunctionError, GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';

/**
 * Go's `index x i j …`: elements of lists, bytes of strings, entries of maps (the zero value where there is none).
 *
 * @remarks Go: index in text/template/funcs.go.
 * @throws FunctionError in Go's words; an index that is out of range is not told, since it may come from data.
 */
export function indexValue(item: Value, indexes: readonly Value[]): Value {
  if (item === undefined || item === null) throw new FunctionError('index of untyped nil');
  let found: Value = item;
  for (const index of indexes) found = indexOnce(found, index);
  return found;
}

function indexOnce(item: Value, index: Value): Value {
  if (item === null || item === undefined) throw new FunctionError('index of nil pointer');
  if (item instanceof GoMap) return entryOf(item, index);
  if (typeof item === 'string')
    return new GoInt('uint8', BigInt(item.charCodeAt(position(index, item.length, 'string'))));
  if (item instanceof GoList) return item.items[position(index, item.items.length, 'slice')];
  throw new FunctionError(`can't index item of type ${typeName(item)}`);
}

function entryOf(map: GoMap, index: Value): Value {
  if (index === undefined || index === null) throw new FunctionError('value is nil; should be of type string');
  if (typeof index !== 'string') throw new FunctionError(`value has type ${typeName(index)}; should be string`);
  if (map.entries.has(index)) return map.entries.get(index);
  return map.typeName === 'map[string]string' ? ('' as Bytes) : zeroOf(map.typeName);
}

function zeroOf(mapType: string): Value {
  return mapType.startsWith('map[string]map') ? new GoMap(new Map(), mapType.slice('map[string]'.length), true) : null;
}

function position(index: Value, length: number, kind: 'slice' | 'string'): number {
  if (index === undefined || index === null) throw new FunctionError('cannot index slice/array with nil');
  const integer = index instanceof GoInt ? index.value : index instanceof GoObject ? index.integer() : undefined;
  if (integer === undefined) throw new FunctionError(`cannot index slice/array with type ${typeName(index)}`);
  if (integer < 0n || integer > BigInt(length)) throw new FunctionError('index out of range');
  // The check lets the length itself pass, and reflect then panics.
  if (integer === BigInt(length)) throw new FunctionError(`reflect: ${kind} index out of range`);
  return Number(integer);
}
