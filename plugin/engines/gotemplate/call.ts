import { EsrError } from '../../errors/esr-error.ts';
import { typeName } from '../../go/type-name.ts';
import {
  FunctionError,
  type GoFunction,
  GoInt,
  GoList,
  GoMap,
  type IntKind,
  UncallableError,
  type Value,
} from '../value.ts';
import { admit } from './admit.ts';
import type { Argument, Compiler, EvaluateArgument, EvaluateCommand } from './compiler.ts';
import { Fault, type FaultNode } from './fault.ts';
import { isStackOverflow } from './is-stack-overflow.ts';
import type { OperandNode } from './nodes.ts';
import { type Parameter, parameterOf } from './parameter.ts';
import { printNode } from './print-node.ts';
import { redactArguments } from './redact-arguments.ts';
import type { Run } from './run.ts';
import { treeSize } from './tree-size.ts';

/** One call of a function or method in a template. */
export interface CallSite {
  readonly name: string;
  readonly callee: GoFunction;
  /** What an error in the function itself points to. */
  readonly node: FaultNode;
  /** The operands after the name. */
  readonly operands: readonly OperandNode[];
  /** Whether the value of the command before it comes last. */
  readonly hasFinal: boolean;
  /** Which arguments are constants of the template, the final one among them: their text may be shown. */
  readonly constants: readonly boolean[];
}

// They look at all of a value, however often it stands in itself: `list $x $x`, again and again, doubles each time.
const walkers = new Set([
  ...['toJson', 'toPrettyJson', 'toRawJson', 'mustToJson', 'mustToPrettyJson', 'mustToRawJson', 'toYaml', 'deepCopy'],
  ...[
    'mustDeepCopy',
    'deepEqual',
    'has',
    'mustHas',
    'uniq',
    'mustUniq',
    'without',
    'mustWithout',
    'merge',
    'mustMerge',
  ],
  ...[
    'mergeOverwrite',
    'mustMergeOverwrite',
    'print',
    'println',
    'printf',
    'html',
    'js',
    'urlquery',
    'quote',
    'squote',
  ],
  ...['cat', 'toString', 'toStrings', 'join', 'sortAlpha', 'dict'],
]);
const bitsOf = new Map<IntKind, number>([
  ['int8', 8],
  ['int16', 16],
  ['int32', 32],
  ['uint8', 8],
  ['uint16', 16],
  ['uint32', 32],
]);

/**
 * Compiles a call: arguments are counted, evaluated and checked here, for all functions alike, from the signature.
 *
 * @remarks Go: evalCall in text/template/exec.go; a wrong count shows when the call is reached, not before.
 */
export function compileCall(compiler: Compiler, site: CallSite): EvaluateCommand {
  const { callee, operands, hasFinal } = site;
  const fault = countFault(site);
  if (fault !== undefined) return (run) => run.fail(fault);
  const parameters = callee.params.map(parameterOf);
  const parameterAt = (index: number) => parameters[Math.min(index, parameters.length - 1)] as Parameter;
  const evaluates = operands.map((operand, index) => compiler.argument(operand, parameterAt(index)));
  if (hasFinal) return callWithFinal(site, evaluates, parameterAt(operands.length));
  const walks = walkers.has(site.name);
  return (run, dot) => {
    const values: Argument[] = [];
    for (const evaluate of evaluates) values.push(evaluate(run, dot));
    return invoke(run, site, values, walks);
  };
}

function callWithFinal(site: CallSite, evaluates: readonly EvaluateArgument[], parameter: Parameter): EvaluateCommand {
  const walks = walkers.has(site.name);
  return (run, dot, final) => {
    const values: Argument[] = [];
    for (const evaluate of evaluates) values.push(evaluate(run, dot));
    values.push(admit(run, final, parameter));
    return invoke(run, site, values, walks);
  };
}

function countFault({ name, callee, operands, hasFinal }: CallSite): string | undefined {
  const count = operands.length + (hasFinal ? 1 : 0);
  const wanted = callee.params.length;
  if (!callee.variadic) {
    return count === wanted ? undefined : `wrong number of args for ${name}: want ${wanted} got ${count}`;
  }
  if (count >= wanted - 1) return undefined;
  return `wrong number of args for ${name}: want at least ${wanted - 1} got ${operands.length}`;
}

function invoke(run: Run, site: CallSite, values: readonly Argument[], walks: boolean): Value {
  run.spend(1);
  for (const value of values) if (typeof value === 'string') run.spendText(value);
  if (walks) spendTrees(run, values);
  try {
    const result = site.callee.body(run, values as readonly Value[]) as Argument;
    if (typeof result === 'bigint') return wrap(result, site.callee.result as IntKind);
    if (typeof result === 'string') run.spendText(result);
    else if (result instanceof GoList) run.spend(result.items.length >> 6);
    return result;
  } catch (thrown) {
    if (thrown instanceof UncallableError) return run.fail(thrown.message);
    run.node = site.node;
    throw faultOf(run, site, thrown, values);
  }
}

function spendTrees(run: Run, values: readonly Argument[]): void {
  for (const value of values) if (value instanceof GoList || value instanceof GoMap) run.spend(treeSize(value, run));
}

function wrap(result: bigint, kind: IntKind): GoInt {
  const bits = bitsOf.get(kind) ?? 64;
  return new GoInt(kind, kind.startsWith('u') ? BigInt.asUintN(bits, result) : BigInt.asIntN(bits, result));
}

// What a body throws besides FunctionError is Go's panic, which templates turn into an error. Its text may hold a value.
function faultOf(run: Run, site: CallSite, thrown: unknown, values: readonly Argument[]): unknown {
  if (thrown instanceof Fault || thrown instanceof EsrError || isStackOverflow(thrown)) return thrown;
  const { name } = site;
  if (thrown instanceof FunctionError) {
    const fromData = values.filter((_, i) => !site.constants[i]);
    const isOnlyData = name === 'fail' && fromData.length > 0;
    const says = isOnlyData ? 'a message made of data, which is not shown' : redactArguments(thrown.text, fromData);
    return new Fault('TEMPLATE_EXECUTE', `error calling ${name}: ${says}`, site.node, run.template);
  }
  if (thrown instanceof RangeError) {
    return new Fault('TEMPLATE_BUDGET', `error calling ${name}: the result is too large`, site.node, run.template);
  }
  return new Fault('TEMPLATE_EXECUTE', `error calling ${name}: runtime error`, site.node, run.template);
}

/**
 * Compiles `call`, for which no function values exist in templates: it always fails, in Go's words.
 *
 * @remarks Go: call in text/template/funcs.go. A callee that comes from the pipeline is named by its type, not its value.
 */
export function refuseCall(compiler: Compiler, site: CallSite): EvaluateCommand {
  const [first] = site.operands;
  const label = first === undefined ? undefined : printNode(first);
  const body: GoFunction['body'] = (_call, [callee]) => {
    if (callee === undefined || callee === null) throw new FunctionError('call of nil');
    const type = typeName(callee);
    throw new FunctionError(`non-function ${label ?? `<${type} Value>`} of type ${type}`);
  };
  return compileCall(compiler, { ...site, callee: { ...site.callee, body } });
}
