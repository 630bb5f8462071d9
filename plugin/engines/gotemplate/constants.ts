import { GoInt, type IntKind, type Value } from '../value.ts';
import { unwrap } from './admit.ts';
import type { Argument } from './compiler.ts';
import type { BoolNode, NumberNode, StringNode } from './nodes.ts';
import type { Parameter } from './parameter.ts';
import { printNode } from './print-node.ts';

/** A constant of the template. */
export type ConstantNode = BoolNode | NumberNode | StringNode;

/** The value of a constant, or Go's message where it has none. */
export type Constant<T> = { readonly value: T } | { readonly fault: string };

const baseKinds = new Map<string, IntKind>([
  ['time.Duration', 'int64'],
  ['time.Month', 'int'],
  ['time.Weekday', 'int'],
]);

/**
 * Gives what a constant is where nothing asks for a type: its syntax decides.
 *
 * @remarks Go: idealConstant in text/template/exec.go.
 */
export function idealConstant(node: ConstantNode): Constant<Value> {
  if (node.kind !== 'number') return { value: node.value };
  const { text, complex, float, int } = node;
  if (complex !== undefined) return { value: complex };
  const isHexInteger = /^0[xX]/.test(text) && text.length > 2 && !/[pP]/.test(text);
  const isFloat = float !== undefined && !isHexInteger && !text.startsWith("'") && /[.eEpP]/.test(text);
  if (isFloat) return { value: float };
  return int === undefined ? { fault: `${text} overflows int` } : { value: new GoInt('int', int) };
}

/**
 * Gives what a constant is for a parameter.
 *
 * @remarks Go: evalArg and what it calls in text/template/exec.go.
 */
export function typedConstant(node: ConstantNode, parameter: Parameter): Constant<Argument> {
  const { kind, name } = parameter;
  switch (kind) {
    case 'interface':
    case 'reflect':
      return idealConstant(node);
    case 'string':
    case 'bool':
      return node.kind === kind ? { value: node.value } : { fault: `expected ${kind}; found ${printNode(node)}` };
    case 'int':
    case 'uint':
      return integerConstant(node, parameter);
    case 'float64':
      return node.kind === 'number' && node.float !== undefined
        ? { value: node.float }
        : { fault: `expected float; found ${printNode(node)}` };
    default:
      return { fault: `can't handle ${printNode(node)} for arg of type ${name}` };
  }
}

function integerConstant(node: ConstantNode, { kind, name }: Parameter): Constant<Argument> {
  const value = node.kind !== 'number' ? undefined : kind === 'int' ? node.int : node.uint;
  if (value === undefined)
    return { fault: `expected ${kind === 'int' ? '' : 'unsigned '}integer; found ${printNode(node)}` };
  const bits = Number(/[0-9]+$/.exec(name)?.[0] ?? 64);
  const wrapped = kind === 'int' ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return { value: unwrap(new GoInt(baseKinds.get(name) ?? (name as IntKind), wrapped)) };
}
