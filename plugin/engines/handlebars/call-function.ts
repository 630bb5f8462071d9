import { EsrError } from '../../errors/esr-error.ts';
import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import { typeName } from '../../go/type-name.ts';
import { type Parameter, parameterOf } from '../gotemplate/parameter.ts';
import { redactArguments } from '../gotemplate/redact-arguments.ts';
import { treeSize } from '../gotemplate/tree-size.ts';
import { FunctionError, type GoFunction, GoInt, GoList, GoMap, type IntKind, type Value } from '../value.ts';
import { display, isTruthy } from './display.ts';
import { HandlebarsFault } from './handlebars-fault.ts';
import type { HandlebarsRun } from './handlebars-run.ts';
import { typed } from './property.ts';

/** An argument of a helper. */
export interface Argument {
  readonly value: Value;
  /** Written in the template: an error may show it. */
  readonly isLiteral: boolean;
}

/** As a body receives it: `int` and `int64` as bigint. */
type Received = Value | bigint;

/**
 * Calls one of the template functions as a helper.
 *
 * @remarks
 * Go's templates ask for exact types; here what is meant is plain, so numbers, texts of digits and truth are converted.
 */
export function callFunction(
  run: HandlebarsRun,
  name: string,
  { params, variadic, result, body }: GoFunction,
  given: readonly Argument[],
): Value {
  checkCount(run, name, params.length, variadic, given.length);
  const values = given.map(({ value }, index) => {
    const parameter = parameterOf(params[Math.min(index, params.length - 1)] as string);
    if (value instanceof GoList || value instanceof GoMap) run.spend(treeSize(value, run));
    const received = receive(value, parameter);
    if (received === refused)
      run.fail(`${name}: argument ${index + 1} must be ${wanted(parameter)}, and is ${kindOf(value)}`);
    return received;
  });
  run.spend(1);
  try {
    const answer = typed(body(run, values as readonly Value[]), result);
    if (typeof answer === 'string') run.keep(answer);
    return answer;
  } catch (thrown) {
    throw faultOf(run, name, thrown, given);
  }
}

function checkCount(run: HandlebarsRun, name: string, params: number, variadic: boolean, given: number): void {
  if (variadic ? given >= params - 1 : given === params) return;
  const count = variadic ? params - 1 : params;
  run.fail(`${name} takes ${variadic ? 'at least ' : ''}${count} argument${count === 1 ? '' : 's'}, and got ${given}`);
}

const refused = Symbol('refused');

function receive(value: Value, parameter: Parameter): Received | typeof refused {
  switch (parameter.kind) {
    case 'interface':
      return value ?? null;
    case 'reflect':
      return value;
    case 'string':
      return value === undefined || value === null ? refused : (display(value) ?? refused);
    case 'bool':
      return isTruthy(value);
    case 'int':
    case 'uint':
      return integerOf(value, parameter) ?? refused;
    case 'float64':
      return floatOf(value) ?? refused;
    case 'map':
      if (value === undefined || value === null) return new GoMap(new Map(), parameter.name, true);
      return value instanceof GoMap ? new GoMap(value.entries, parameter.name) : refused;
    case 'slice':
      if (value === undefined || value === null) return new GoList([], parameter.name, true);
      return value instanceof GoList ? new GoList(value.items, parameter.name) : refused;
    default:
      return value !== undefined && value !== null && typeName(value) === parameter.name ? value : refused;
  }
}

function integerOf(value: Value, { name }: Parameter): Received | undefined {
  const integer = plainInteger(value);
  if (integer === undefined || (name.startsWith('u') && integer < 0n)) return undefined;
  return name === 'int' || name === 'int64' || name.includes('.') ? integer : new GoInt(name as IntKind, integer);
}

function plainInteger(value: Value): bigint | undefined {
  if (value instanceof GoInt) return value.value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === 'string' && /^[+-]?[0-9]{1,18}$/.test(value) ? BigInt(Number(value)) : undefined;
}

function floatOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof GoInt) return Number(value.value);
  return typeof value === 'string' && /^[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?$/.test(value) ? Number(value) : undefined;
}

function wanted({ kind, name }: Parameter): string {
  const words = {
    string: 'a text',
    int: 'a whole number',
    uint: 'a whole number',
    float64: 'a number',
    map: 'a map',
    slice: 'a list',
  };
  return Object.hasOwn(words, kind) ? words[kind as keyof typeof words] : `a ${name}`;
}

/** What a value is, in words; never the value. */
export function kindOf(value: Value): string {
  if (value === undefined || value === null) return 'missing';
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'boolean') return 'true or false';
  if (typeof value === 'number' || value instanceof GoInt) return 'a number';
  if (value instanceof GoList) return 'a list';
  return value instanceof GoMap ? 'a map' : `a ${typeName(value)}`;
}

function faultOf(run: HandlebarsRun, name: string, thrown: unknown, given: readonly Argument[]): unknown {
  if (thrown instanceof HandlebarsFault || thrown instanceof EsrError) return thrown;
  const code = thrown instanceof RangeError ? 'TEMPLATE_BUDGET' : 'TEMPLATE_EXECUTE';
  return new HandlebarsFault(code, `${name}: ${textOf(bytesOf(reasonOf(thrown, name, given)))}`, run.at);
}

function reasonOf(thrown: unknown, name: string, given: readonly Argument[]): string {
  if (thrown instanceof RangeError) return 'the value is nested too deeply or too large';
  if (!(thrown instanceof FunctionError)) return 'the arguments are not what it works with';
  const fromData = given.filter(({ isLiteral }) => !isLiteral).map(({ value }) => value);
  if (name === 'fail' && fromData.length > 0) return 'a message made of data, which is not shown';
  return textOf(redactArguments(thrown.text, fromData) as Bytes);
}
