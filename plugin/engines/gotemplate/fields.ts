import type { Bytes } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import { typeName } from '../../go/type-name.ts';
import { type GoFunction, GoMap, GoObject, type Value } from '../value.ts';
import { compileCall } from './call.ts';
import type { Compiler, EvaluateCommand } from './compiler.ts';
import type { FaultNode } from './fault.ts';
import type { OperandNode } from './nodes.ts';
import type { Run } from './run.ts';

/** Fields after a receiver, and the arguments that the last of them gets if it is a method. */
export interface FieldChain {
  readonly node: FaultNode;
  readonly fields: readonly Bytes[];
  readonly operands: readonly OperandNode[];
  readonly hasFinal: boolean;
}

/** Walks the fields from a receiver. `isElement`: it came out of a list or map, which error texts show. */
export type EvaluateFields = (run: Run, dot: Value, receiver: Receiver, final: Value) => Value;

/** Where a chain of fields starts. */
export interface Receiver {
  readonly value: Value;
  readonly isElement: boolean;
}

/**
 * Compiles `.a.b.c`, with arguments for a method at its end.
 *
 * @remarks Go: evalFieldChain and evalField in text/template/exec.go.
 */
export function compileFields(compiler: Compiler, chain: FieldChain): EvaluateFields {
  const { node, fields, operands, hasFinal } = chain;
  const last = fields.at(-1) as Bytes;
  const before = fields.slice(0, -1);
  const plain = compileMethods(compiler, { node, fields, operands: [], hasFinal: false });
  const called = operands.length > 0 || hasFinal ? compileMethods(compiler, chain) : plain;
  return (run, dot, receiver, final) => {
    let { value, isElement } = receiver;
    for (const field of before) {
      const next = fieldOf(run, { field, value, isElement, hasArguments: false }, plain, dot, undefined);
      isElement = value instanceof GoMap && value.typeName === 'map[string]interface {}';
      value = next;
    }
    const step = { field: last, value, isElement, hasArguments: operands.length > 0 || hasFinal };
    return fieldOf(run, step, called, dot, final);
  };
}

interface Step {
  readonly field: Bytes;
  readonly value: Value;
  readonly isElement: boolean;
  readonly hasArguments: boolean;
}

type CallMethod = (method: GoFunction, name: Bytes) => EvaluateCommand;

function fieldOf(run: Run, step: Step, call: CallMethod, dot: Value, final: Value): Value {
  const { field, value, hasArguments } = step;
  if (value instanceof GoMap) return entryOf(run, value, step);
  if (value === undefined) {
    return run.missingIsError ? run.fail(`nil data; no entry for key ${quote(field)}`) : undefined;
  }
  if (value === null) return run.fail(`nil pointer evaluating interface {}.${field}`);
  if (!(value instanceof GoObject)) return noField(run, step);
  const method = value.method(field);
  if (method !== undefined) return call(method, field)(run, dot, final);
  const found = value.field(field);
  if (found === undefined) return noField(run, step);
  return hasArguments ? run.fail(`${field} has arguments but cannot be invoked as function`) : found;
}

function entryOf(run: Run, map: GoMap, { field, hasArguments }: Step): Value {
  if (hasArguments) return run.fail(`${field} is not a method but has arguments`);
  const value = map.entries.get(field);
  if (value !== undefined || map.entries.has(field) || !run.missingIsError) return value;
  return run.fail(`map has no entry for key ${quote(field)}`);
}

function noField(run: Run, { field, value, isElement }: Step): never {
  return run.fail(`can't evaluate field ${field} in type ${isElement ? 'interface {}' : typeName(value)}`);
}

// A method's signature is known only once its receiver is.
function compileMethods(compiler: Compiler, { node, operands, hasFinal }: FieldChain): CallMethod {
  let compiled: WeakMap<GoFunction, EvaluateCommand> | undefined;
  return (method, name) => {
    const known = compiled?.get(method);
    if (known !== undefined) return known;
    const site = { name, callee: method, node, operands, hasFinal, constants: [] };
    const command = compileCall(compiler, site);
    compiled ??= new WeakMap();
    compiled.set(method, command);
    return command;
  };
}
