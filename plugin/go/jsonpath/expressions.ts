import { type Bytes, bytesOf, textOf } from '../byte-string.ts';
import type { JsonValue } from '../json.ts';
import { JsonPathError } from '../json-path-error.ts';
import { parseGoFloat, parseGoInt } from '../parse-number.ts';
import { printJsonValue } from '../print-json-value.ts';
import { unquote, unquoteChar } from '../unquote.ts';
import { toNumber } from './convert.ts';
import { equals } from './equals.ts';
import type { Evaluable } from './evaluable.ts';

// gval: evaluable.go, parse.go, and of the language `Base` all that can give a value.

/** A part of an expression. One that is constant is evaluated while the path is read. */
export interface Expression {
  readonly run: Evaluable;
  readonly isConstant: boolean;
}

/** A value written in the path. */
export function constant(value: JsonValue): Expression {
  return { run: () => value, isConstant: true };
}

/** A number as written. */
export function numberLiteral(text: string): Expression {
  const { value, problem } = parseGoFloat(text);
  if (problem !== undefined) throw new JsonPathError('syntax', 'a number cannot be read');
  return constant(value);
}

/** A text in any of Go's quotes; between single ones stands one character at most. */
export function textLiteral(quoted: string): Expression {
  const text = quoted.startsWith("'") ? singleCharacter(bytesOf(quoted)) : unquote(bytesOf(quoted));
  if (text === undefined) throw new JsonPathError('syntax', 'a text cannot be read: names stand in double quotes');
  return constant(text);
}

/** `-x` */
export function negated(operand: Expression): Expression {
  return folded([operand], (scope) => {
    const number = toNumber(operand.run(scope));
    if (number === undefined) throw new JsonPathError(operand.isConstant ? 'syntax' : 'missing', '"-" needs a number');
    return -number;
  });
}

/** `a == b`, `a != b`: nothing is converted. */
export function compared(isEqual: boolean, a: Expression, b: Expression): Expression {
  return folded([a, b], (scope) => equals(a.run(scope), b.run(scope)) === isEqual);
}

/**
 * `a.b[c]` without `$`: members of the root.
 *
 * @remarks An unknown member is null; an index that a list does not have leaves the list as it is.
 */
export function variable(keys: readonly Evaluable[]): Expression {
  const run: Evaluable = (scope) => {
    const names = keys.map((key) => printJsonValue(key(scope)));
    return names.reduce((value: JsonValue, name) => memberOf(value, name), scope.root);
  };
  return { run, isConstant: false };
}

/** `f(x)`: a document holds no functions. */
export function call(): Expression {
  const run: Evaluable = () => {
    throw new JsonPathError('missing', 'there are no functions');
  };
  return { run, isConstant: false };
}

function folded(operands: readonly Expression[], run: Evaluable): Expression {
  if (!operands.every(({ isConstant }) => isConstant)) return { run, isConstant: false };
  return constant(run({ root: null, current: null }));
}

function singleCharacter(quoted: Bytes): Bytes | undefined {
  if (quoted.length < 2 || !quoted.endsWith("'")) return undefined;
  const inner = quoted.slice(1, -1) as Bytes;
  // Go takes no character for one, too.
  if (inner === '') return inner;
  const one = unquoteChar(inner, 0, "'");
  return one?.next === inner.length ? one.bytes : undefined;
}

function memberOf(value: JsonValue, name: Bytes): JsonValue {
  if (value instanceof Map) return (value as ReadonlyMap<Bytes, JsonValue>).get(name) ?? null;
  if (!Array.isArray(value)) throw new JsonPathError('missing', 'a value has no members');
  const index = parseGoInt(textOf(name));
  const item = index.problem === undefined ? (value[Number(index.value)] as JsonValue | undefined) : undefined;
  return item === undefined ? (value as readonly JsonValue[]) : item;
}
