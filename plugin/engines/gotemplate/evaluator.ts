import type { Bytes } from '../../go/byte-string.ts';
import { sprint } from '../../go/fmt.ts';
import { quote } from '../../go/quote.ts';
import { type GoFunction, GoInt, GoList, GoMap, type Value } from '../value.ts';
import type { Compiler, Evaluate } from './compiler.ts';
import type { Ending, Execute } from './execute.ts';
import type { ActionNode, BranchNode, ListNode, Node, TemplateNode, TemplateSet } from './nodes.ts';
import { compileArgument, compilePipeline } from './pipelines.ts';
import { compileRange } from './ranges.ts';
import { maxDepth, type Run } from './run.ts';
import { treeSize } from './tree-size.ts';
import { truth } from './truth.ts';

/**
 * Turns parsed templates into closures.
 *
 * @remarks Go walks the tree at each execution (text/template/exec.go); here its nodes are looked at once.
 */
export function compileTemplates(
  templates: TemplateSet,
  functions: ReadonlyMap<string, GoFunction>,
): ReadonlyMap<Bytes, Execute> {
  const compiler: Compiler = {
    functions,
    pipeline: (node) => compilePipeline(compiler, node),
    argument: (node, parameter) => compileArgument(compiler, node, parameter),
  };
  const executes = new Map<Bytes, Execute>();
  const writer = new ListCompiler(compiler, executes);
  for (const [name, list] of templates) executes.set(name, writer.list(list));
  return executes;
}

class ListCompiler {
  readonly #compiler: Compiler;
  readonly #templates: ReadonlyMap<Bytes, Execute>;

  constructor(compiler: Compiler, templates: ReadonlyMap<Bytes, Execute>) {
    this.#compiler = compiler;
    this.#templates = templates;
  }

  list({ nodes }: ListNode): Execute {
    const executes = nodes.map((node) => this.#node(node));
    const [only] = executes;
    if (only !== undefined && executes.length === 1) return only;
    return (run, dot) => {
      for (const execute of executes) {
        const ending = execute(run, dot);
        if (ending !== undefined) return ending;
      }
      return undefined;
    };
  }

  #node(node: Node): Execute {
    switch (node.kind) {
      case 'text':
        return (run) => {
          run.write(node.text);
          return undefined;
        };
      case 'action':
        return this.#action(node);
      case 'if':
      case 'with':
        return this.#branch(node);
      case 'range':
        return compileRange(node, this.#compiler.pipeline(node.pipe), this.list(node.list), this.#otherwise(node));
      case 'template':
        return this.#template(node);
      default:
        return () => node.kind;
    }
  }

  #action({ pipe, ...node }: ActionNode): Execute {
    const evaluate = this.#compiler.pipeline(pipe);
    const prints = pipe.variables.length === 0;
    return (run, dot) => {
      run.spend(1);
      const value = evaluate(run, dot);
      if (!prints) return undefined;
      if (typeof value === 'string') run.write(value);
      else {
        run.node = { ...node, pipe };
        run.write(print(run, value));
      }
      return undefined;
    };
  }

  #otherwise({ elseList }: BranchNode): Execute | undefined {
    return elseList === undefined ? undefined : this.list(elseList);
  }

  #branch(node: BranchNode): Execute {
    const evaluate = this.#compiler.pipeline(node.pipe);
    const then = node.kind === 'with' ? withDot(this.list(node.list)) : this.list(node.list);
    const otherwise = this.#otherwise(node);
    return (run, dot) => {
      run.spend(1);
      const inScope = run.variables.length;
      const value = evaluate(run, dot);
      let ending: Ending;
      if (truth(value)) ending = then(run, node.kind === 'with' ? value : dot);
      else ending = otherwise?.(run, dot);
      run.variables.length = inScope;
      return ending;
    };
  }

  #template(node: TemplateNode): Execute {
    const evaluate: Evaluate = node.pipe === undefined ? () => undefined : this.#compiler.pipeline(node.pipe);
    return (run, dot) => {
      run.spend(1);
      run.node = node;
      const execute = this.#templates.get(node.name);
      if (execute === undefined) return run.fail(`template ${quote(node.name)} not defined`);
      if (run.depth === maxDepth) return run.exceed(`exceeded maximum template depth (${maxDepth})`);
      enter(run, node.name, evaluate(run, dot), execute);
      return undefined;
    };
  }
}

// A template sees no variables but `$`, which is its dot.
function enter(run: Run, name: Bytes, dot: Value, execute: Execute): void {
  const { template, variables, dotIsElement } = run;
  run.depth += 1;
  run.template = name;
  run.variables = [{ name: '$', value: dot, isElement: false }];
  run.dotIsElement = false;
  execute(run, dot);
  run.depth -= 1;
  run.template = template;
  run.variables = variables;
  run.dotIsElement = dotIsElement;
}

function withDot(execute: Execute): Execute {
  return (run, dot) => {
    const { dotIsElement } = run;
    run.dotIsElement = false;
    const ending = execute(run, dot);
    run.dotIsElement = dotIsElement;
    return ending;
  };
}

function print(run: Run, value: Value): Bytes {
  if (value === undefined) return '<no value>' as Bytes;
  if (value instanceof GoInt) return value.value.toString() as Bytes;
  if (value instanceof GoList || value instanceof GoMap) run.spend(treeSize(value, run));
  return sprint(value);
}
