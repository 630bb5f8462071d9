import { typeName } from '../../go/type-name.ts';
import { GoInt, GoList, GoMap, type Value } from '../value.ts';
import type { Argument } from './compiler.ts';
import { type Parameter, takesNil } from './parameter.ts';
import type { Run } from './run.ts';

/**
 * Checks that a value can be given for a parameter, and converts it for the body.
 *
 * @remarks Go: validateType in text/template/exec.go. Types must be the same; nothing is converted from one to another.
 */
export function admit(run: Run, value: Value, parameter: Parameter): Argument {
  const { kind, name } = parameter;
  if (kind === 'interface') return value === undefined ? null : value;
  if (kind === 'reflect') return value;
  if (value === undefined) {
    return takesNil(parameter) ? nilOf(parameter) : run.fail(`invalid value; expected ${name}`);
  }
  if (value === null) return run.fail(`wrong type for value; expected ${name}; got interface {}`);
  const type = typeName(value);
  if (type !== name) return run.fail(`wrong type for value; expected ${name}; got ${type}`);
  return value instanceof GoInt ? unwrap(value) : value;
}

/** The nil of a parameter's type. */
export function nilOf({ kind, name }: Parameter): Argument {
  if (kind === 'map') return new GoMap(new Map(), name, true);
  if (kind === 'slice') return new GoList([], name, true);
  return kind === 'reflect' ? undefined : null;
}

/** An integer as a body receives it: `int` and `int64` as bigint, others as they are. */
export function unwrap(value: GoInt): Argument {
  return value.kind === 'int' || value.kind === 'int64' ? value.value : value;
}
