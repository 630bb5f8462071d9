import { kindName } from '../../go/kind-name.ts';
import { FunctionError, GoList, type Value } from '../value.ts';

/**
 * Gives the elements of a list.
 *
 * @param before - What the error says before the kind of a value that is no list, and `after` what it says after it.
 * @throws FunctionError
 */
export function itemsOf(list: Value, before: string, after = ''): readonly Value[] {
  if (list instanceof GoList) return list.items;
  // Sprig asks reflection for the type of nil.
  if (list === null || list === undefined) {
    throw new FunctionError('runtime error: invalid memory address or nil pointer dereference');
  }
  throw new FunctionError(`${before} ${kindName(list)}${after}`);
}
