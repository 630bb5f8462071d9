import type { GoFunction, Value } from '../value.ts';
import type { OperandNode, PipeNode } from './nodes.ts';
import type { Parameter } from './parameter.ts';
import type { Run } from './run.ts';

/** A value as a function's body receives it: `int` and `int64` as bigint. */
export type Argument = Value | bigint;

/** Gives the value of a node. Nodes become closures once, when the template is compiled. */
export type Evaluate = (run: Run, dot: Value) => Value;

/** Gives the value of a node for a parameter: checked and converted. */
export type EvaluateArgument = (run: Run, dot: Value) => Argument;

/** Runs a command; `final` is the value of the command before it in the pipeline, for all but the first. */
export type EvaluateCommand = (run: Run, dot: Value, final: Value) => Value;

/** What the parts of the compiler need of each other. */
export interface Compiler {
  readonly functions: ReadonlyMap<string, GoFunction>;
  pipeline(node: PipeNode): Evaluate;
  argument(node: OperandNode, parameter: Parameter): EvaluateArgument;
}
