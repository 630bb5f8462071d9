import { typeName } from '../../go/type-name.ts';
import { FunctionError, GoList, GoMap, type Value } from '../value.ts';

/** The length of a string in bytes, of a list or of a map. @throws FunctionError in Go's words for anything else. */
export function lengthOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof GoList) return value.items.length;
  if (value instanceof GoMap) return value.entries.size;
  if (value === null) throw new FunctionError('len of nil pointer');
  if (value === undefined) throw new FunctionError('reflect: call of reflect.Value.Type on zero Value');
  throw new FunctionError(`len of type ${typeName(value)}`);
}
