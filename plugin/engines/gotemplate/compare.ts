import { kindName } from '../../go/kind-name.ts';
import { typeName } from '../../go/type-name.ts';
import { FunctionError, GoComplex, GoInt, GoList, GoMap, GoObject, type Value } from '../value.ts';

type BasicKind = 'bool' | 'complex' | 'int' | 'float' | 'string' | 'uint';

/** What eq and lt look at: the kind that decides what may be compared, and the value beneath. */
interface Comparand {
  readonly kind: BasicKind | undefined;
  readonly plain: boolean | number | bigint | string | undefined;
}

/**
 * Go's `eq` of two values.
 *
 * @remarks
 * Go: text/template/funcs.go. Basic values compare within their kind, signed and unsigned integers by value; nil equals nil
 * and nothing else; lists and maps only against nil.
 * @throws FunctionError in Go's words, with `[]` and `map[]` for the values that Go prints.
 */
export function isEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  const [a, b] = [comparand(left), comparand(right)];
  if (bothIntegers(a, b)) return a.plain === b.plain;
  if (a.kind !== b.kind) {
    if (isInvalid(left) || isInvalid(right)) return false;
    throw incompatible(left, right);
  }
  if (a.kind === 'complex') return sameComplex(left as GoComplex, right as GoComplex);
  return a.kind === undefined ? isSame(left, right) : a.plain === b.plain;
}

/** Go's `lt` of two values. @throws FunctionError in Go's words. */
export function isLess(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left < right;
  const [a, b] = [comparand(left), comparand(right)];
  if (a.kind === undefined || b.kind === undefined) throw new FunctionError('invalid type for comparison');
  if (bothIntegers(a, b)) return (a.plain as bigint) < (b.plain as bigint);
  if (a.kind !== b.kind) throw incompatible(left, right);
  if (a.kind === 'bool' || a.kind === 'complex') throw new FunctionError('invalid type for comparison');
  return (a.plain as number) < (b.plain as number);
}

function comparand(value: Value): Comparand {
  if (typeof value === 'string') return { kind: 'string', plain: value };
  if (typeof value === 'number') return { kind: 'float', plain: value };
  if (typeof value === 'boolean') return { kind: 'bool', plain: value };
  if (value instanceof GoInt) return { kind: value.kind.startsWith('u') ? 'uint' : 'int', plain: value.value };
  if (value instanceof GoComplex) return { kind: 'complex', plain: undefined };
  const integer = value instanceof GoObject ? value.integer() : undefined;
  return integer === undefined ? { kind: undefined, plain: undefined } : { kind: 'int', plain: integer };
}

function bothIntegers(a: Comparand, b: Comparand): boolean {
  return typeof a.plain === 'bigint' && typeof b.plain === 'bigint';
}

function sameComplex(left: GoComplex, right: GoComplex): boolean {
  return left.real === right.real && left.imaginary === right.imaginary;
}

// Neither is of a basic kind.
function isSame(left: Value, right: Value): boolean {
  const invalid = isInvalid(left) || isInvalid(right);
  if (!invalid && kindName(left) !== kindName(right)) {
    throw new FunctionError(
      `non-comparable types ${outline(left)}: ${typeName(left)}, ${typeName(right)}: ${outline(right)}`,
    );
  }
  if (isNil(left) || isNil(right)) return isNil(left) === isNil(right);
  if (right instanceof GoMap || right instanceof GoList) {
    throw new FunctionError(`non-comparable type ${outline(right)}: ${right.typeName}`);
  }
  return (left as GoObject).typeName === (right as GoObject).typeName && (left as GoObject).equals(right as GoObject);
}

// Go prints the value here.
function outline(value: Value): string {
  if (value instanceof GoMap) return 'map[]';
  return value instanceof GoList ? '[]' : '{}';
}

function isInvalid(value: Value): boolean {
  return value === undefined || value === null;
}

function isNil(value: Value): boolean {
  return isInvalid(value) || ((value instanceof GoMap || value instanceof GoList) && value.isNil);
}

function incompatible(left: Value, right: Value): FunctionError {
  return new FunctionError(`incompatible types for comparison: ${typeName(left)} and ${typeName(right)}`);
}
