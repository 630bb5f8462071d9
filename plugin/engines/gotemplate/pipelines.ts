import type { Bytes } from '../../go/byte-string.ts';
import { type GoFunction, GoMap, type Value } from '../value.ts';
import { admit, nilOf } from './admit.ts';
import { type CallSite, compileCall, refuseCall } from './call.ts';
import type { Compiler, Evaluate, EvaluateArgument, EvaluateCommand } from './compiler.ts';
import { type ConstantNode, idealConstant, typedConstant } from './constants.ts';
import { compileFields, type EvaluateFields, type Receiver } from './fields.ts';
import { isConstant } from './is-constant.ts';
import type {
  ChainNode,
  CommandNode,
  FieldNode,
  IdentifierNode,
  OperandNode,
  PipeNode,
  VariableNode,
} from './nodes.ts';
import { type Parameter, takesNil } from './parameter.ts';
import { printNode } from './print-node.ts';
import { compileShortCircuit } from './short-circuit.ts';

/**
 * Compiles a pipeline: each command gets the value before it as its last argument, and variables get the result.
 *
 * @remarks Go: evalPipeline in text/template/exec.go. A nil interface becomes "no value" after each command.
 */
export function compilePipeline(compiler: Compiler, pipe: PipeNode): Evaluate {
  const commands = pipe.commands.map((command, stage) => {
    const finalIsConstant = pipe.commands.slice(0, stage).every(({ operands }) => operands.every(isConstant));
    return compileCommand(compiler, command, { hasFinal: stage > 0, finalIsConstant });
  });
  const evaluate = chainCommands(pipe, commands);
  return pipe.variables.length === 0 ? evaluate : settingVariables(pipe, evaluate);
}

function chainCommands(pipe: PipeNode, commands: readonly EvaluateCommand[]): Evaluate {
  const [only] = commands;
  if (only !== undefined && commands.length === 1) {
    return (run, dot) => {
      run.node = pipe;
      return only(run, dot, undefined) ?? undefined;
    };
  }
  return (run, dot) => {
    run.node = pipe;
    let value: Value;
    for (const command of commands) value = command(run, dot, value) ?? undefined;
    return value;
  };
}

function settingVariables(pipe: PipeNode, evaluate: Evaluate): Evaluate {
  const names = pipe.variables.map(({ name }) => name);
  return (run, dot) => {
    const value = evaluate(run, dot);
    for (const name of names) {
      if (pipe.assigns) Object.assign(run.find(name), { value, isElement: false });
      else run.variables.push({ name, value, isElement: false });
    }
    return value;
  };
}

interface Position {
  readonly hasFinal: boolean;
  readonly finalIsConstant: boolean;
}

function compileCommand(compiler: Compiler, command: CommandNode, position: Position): EvaluateCommand {
  const [first, ...operands] = command.operands as [OperandNode, ...OperandNode[]];
  const { hasFinal, finalIsConstant } = position;
  if (first.kind === 'identifier') {
    const constants = [...operands.map(isConstant), finalIsConstant];
    return compileFunction(compiler, first, { node: command, operands, hasFinal, constants });
  }
  const isMethod =
    first.kind === 'field' || first.kind === 'chain' || (first.kind === 'variable' && first.fields.length > 0);
  if (isMethod) return compileFieldAccess(compiler, first, operands, hasFinal);
  const refusesArguments = operands.length > 0 || hasFinal;
  if (!refusesArguments) return compileOperand(compiler, first);
  return (run) => {
    // A parenthesis refuses arguments before it is looked into.
    if (first.kind !== 'pipe') run.node = first;
    return run.fail(`can't give argument to non-function ${printNode(first)}`);
  };
}

/** Compiles an operand that stands alone, without a type that is asked for. */
function compileOperand(compiler: Compiler, node: OperandNode): EvaluateCommand {
  switch (node.kind) {
    case 'identifier':
      return compileFunction(compiler, node, { node, operands: [], hasFinal: false, constants: [] });
    case 'pipe':
      return compiler.pipeline(node);
    case 'variable':
      if (node.fields.length > 0) return compileFieldAccess(compiler, node, [], false);
      return (run) => {
        run.node = node;
        return run.find(node.name).value;
      };
    case 'field':
    case 'chain':
      return compileFieldAccess(compiler, node, [], false);
    case 'dot':
      return (run, dot) => {
        run.node = node;
        return dot;
      };
    case 'nil':
      return (run) => {
        run.node = node;
        return run.fail('nil is not a command');
      };
    default:
      return compileConstant(node, idealConstant(node)) as EvaluateCommand;
  }
}

function compileConstant(node: ConstantNode, constant: ReturnType<typeof typedConstant>): EvaluateArgument {
  return (run) => {
    run.node = node;
    return 'fault' in constant ? run.fail(constant.fault) : constant.value;
  };
}

type Call = Pick<CallSite, 'node' | 'operands' | 'hasFinal' | 'constants'>;

function compileFunction(compiler: Compiler, node: IdentifierNode, call: Call): EvaluateCommand {
  const { name } = node;
  const callee = compiler.functions.get(name) as GoFunction;
  const evaluate = compileNamed(compiler, { ...call, name, callee });
  return (run, dot, final) => {
    run.node = node;
    return evaluate(run, dot, final);
  };
}

function compileNamed(compiler: Compiler, site: CallSite): EvaluateCommand {
  if (site.name === 'and' || site.name === 'or') return compileShortCircuit(compiler, site);
  return site.name === 'call' ? refuseCall(compiler, site) : compileCall(compiler, site);
}

function compileFieldAccess(
  compiler: Compiler,
  node: FieldNode | VariableNode | ChainNode,
  operands: readonly OperandNode[],
  hasFinal: boolean,
): EvaluateCommand {
  const evaluate = compileFields(compiler, { node, fields: node.fields, operands, hasFinal });
  const entry = node.fields.length === 1 && operands.length === 0 && !hasFinal ? node.fields[0] : undefined;
  if (node.kind === 'field') return fieldsOfDot(node, entry, evaluate);
  if (node.kind === 'variable') return fieldsOfVariable(node, entry, evaluate);
  const from = compileOperand(compiler, node.from);
  return (run, dot, final) => {
    run.node = node;
    const receiver: Receiver = { value: from(run, dot, undefined), isElement: false };
    return evaluate(run, dot, receiver, final);
  };
}

// A single entry of a map is what templates read most: it is looked up without ado, and all else goes the long way.
function fieldsOfDot(node: FieldNode, entry: Bytes | undefined, evaluate: EvaluateFields): EvaluateCommand {
  return (run, dot, final) => {
    run.node = node;
    const found = entry !== undefined && dot instanceof GoMap ? dot.entries.get(entry) : undefined;
    return found === undefined ? evaluate(run, dot, { value: dot, isElement: run.dotIsElement }, final) : found;
  };
}

function fieldsOfVariable(node: VariableNode, entry: Bytes | undefined, evaluate: EvaluateFields): EvaluateCommand {
  return (run, dot, final) => {
    run.node = node;
    const variable = run.find(node.name);
    const { value } = variable;
    const found = entry !== undefined && value instanceof GoMap ? value.entries.get(entry) : undefined;
    return found === undefined ? evaluate(run, dot, variable, final) : found;
  };
}

/**
 * Compiles an operand as an argument for a parameter.
 *
 * @remarks Go: evalArg in text/template/exec.go.
 */
export function compileArgument(compiler: Compiler, node: OperandNode, parameter: Parameter): EvaluateArgument {
  if (node.kind === 'nil') return compileNil(node, parameter);
  if (node.kind === 'bool' || node.kind === 'number' || node.kind === 'string') {
    return compileConstant(node, typedConstant(node, parameter));
  }
  const evaluate = compileOperand(compiler, node);
  return (run, dot) => {
    run.node = node;
    return admit(run, evaluate(run, dot, undefined), parameter);
  };
}

function compileNil(node: OperandNode, parameter: Parameter): EvaluateArgument {
  return (run) => {
    run.node = node;
    return takesNil(parameter) ? nilOf(parameter) : run.fail(`cannot assign nil to ${parameter.name}`);
  };
}
