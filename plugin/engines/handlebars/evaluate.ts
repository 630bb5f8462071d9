import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { type GoFunction, GoInt, GoMap, type Value } from '../value.ts';
import { type BlockCall, blockHelpers, type Entered, section } from './block-helpers.ts';
import { type Argument, callFunction, kindOf } from './call-function.ts';
import { display } from './display.ts';
import type { HandlebarsRun } from './handlebars-run.ts';
import type {
  Block,
  Expression,
  Hash,
  Invocation,
  Mustache,
  Partial,
  PartialBlock,
  PathExpression,
  Program,
  Statement,
} from './nodes.ts';
import { hasName, isSimple, readPath, readPathStrictly } from './paths.ts';
import { innerScope, nearestWith, type Scope } from './scope.ts';
import { valueHelpers } from './value-helpers.ts';

const deepest = 200;

/**
 * Runs a template by walking its tree; no code is made of it.
 *
 * @remarks Handlebars 4.7 with `noEscape` and `strict`; where it differs is in docs/templates-handlebars.md.
 */
export class Evaluator {
  readonly #run: HandlebarsRun;
  readonly #functions: ReadonlyMap<string, GoFunction>;
  #depth = 0;

  constructor(run: HandlebarsRun, functions: ReadonlyMap<string, GoFunction>) {
    this.#run = run;
    this.#functions = functions;
  }

  /** Writes what a template or the content of a block gives. */
  program({ body }: Program, scope: Scope): void {
    // A part may be used before it is named, as long as it is named in the same place.
    for (const statement of body) if (statement.type === 'DecoratorBlock') this.#define(statement, scope);
    for (const statement of body) this.#statement(statement, scope);
  }

  #statement(statement: Statement, scope: Scope): void {
    const run = this.#run;
    run.at = statement.loc.start;
    run.spend(1);
    switch (statement.type) {
      case 'ContentStatement':
        run.write(bytesOf(statement.value));
        break;
      case 'MustacheStatement':
        this.#mustache(statement, scope);
        break;
      case 'BlockStatement':
        this.#block(statement, scope);
        break;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.#partial(statement, scope);
        break;
      case 'Decorator':
        run.fail('decorators other than {{#*inline "name"}} do not exist here');
    }
  }

  #mustache(mustache: Mustache, scope: Scope): void {
    const text = display(this.#valueOf(mustache, scope, this.#run.isStrict));
    if (text === undefined) {
      const hint = 'write it with (toJson …), (toYaml …) or (join "," …), or go through it with {{#each}}';
      this.#run.fail(`"${nameOf(mustache)}" is a list or a map, which has no one text`, hint);
    }
    this.#run.write(text);
  }

  /** The value of `name`, of `a.b`, or of a helper with arguments. */
  #valueOf(invocation: Invocation, scope: Scope, isStrict: boolean): Value {
    const { path } = invocation;
    const hasArguments = invocation.params.length > 0 || invocation.hash !== undefined;
    const isPath = path.type === 'PathExpression';
    const name = isPath && !isSimple(path) ? undefined : nameOf(invocation);
    if (hasArguments && name !== undefined) return this.#call(name, invocation, scope);
    if (hasArguments) this.#run.fail(`"${nameOf(invocation)}" is no helper, and takes no arguments`);
    // Without arguments a value comes before a helper of the same name, as in {{title}}.
    if (name !== undefined && !hasName(this.#run, scope, name) && this.#isHelper(name)) {
      return this.#call(name, invocation, scope);
    }
    const asPath = isPath ? path : { ...literalPath(nameOf(invocation)), loc: path.loc };
    return isStrict ? readPathStrictly(this.#run, scope, asPath) : readPath(this.#run, scope, asPath);
  }

  #isHelper(name: string): boolean {
    return valueHelpers.has(name) || this.#functions.has(name);
  }

  #call(name: string, invocation: Invocation, scope: Scope, more: readonly Argument[] = []): Value {
    const args = [...invocation.params.map((param) => this.#argument(param, scope)), ...more];
    const hash = this.#hash(invocation.hash, scope);
    this.#run.at = invocation.loc.start;
    if (name === 'dict')
      for (const [key, argument] of hash) args.push({ value: bytesOf(key), isLiteral: true }, argument);
    else if (hash.size > 0) this.#run.fail(`${name} takes no named arguments`);
    const helper = valueHelpers.get(name);
    if (helper !== undefined) return helper(this.#run, args);
    const callee = this.#functions.get(name);
    if (callee !== undefined) return callFunction(this.#run, name, callee, args);
    if (blockHelpers.has(name)) this.#run.fail(`${name} is for blocks: {{#${name} …}} … {{/${name}}}`);
    return this.#run.fail(`there is no helper named "${name}"`);
  }

  #argument(node: Expression, scope: Scope): Argument {
    switch (node.type) {
      case 'PathExpression':
        return { value: readPath(this.#run, scope, node), isLiteral: false };
      case 'SubExpression':
        return { value: this.#valueOf(node, scope, false), isLiteral: false };
      case 'StringLiteral':
        return { value: bytesOf(node.value), isLiteral: true };
      case 'NumberLiteral': {
        const { value } = node;
        return { value: Number.isSafeInteger(value) ? new GoInt('int', BigInt(value)) : value, isLiteral: true };
      }
      case 'BooleanLiteral':
        return { value: node.value, isLiteral: true };
      default:
        return { value: node.type === 'NullLiteral' ? null : undefined, isLiteral: true };
    }
  }

  #hash(hash: Hash | undefined, scope: Scope): Map<string, Argument> {
    return new Map(hash?.pairs.map(({ key, value }) => [key, this.#argument(value, scope)]));
  }

  #block(block: Block, scope: Scope): void {
    const name = block.path.type === 'PathExpression' && !isSimple(block.path) ? undefined : nameOf(block);
    const hasArguments = block.params.length > 0 || block.hash !== undefined;
    const helper = name === undefined ? undefined : blockHelpers.get(name);
    const isValue = !hasArguments && (name === undefined || hasName(this.#run, scope, name));
    if (helper !== undefined && !isValue) helper(this.#blockCall(block, scope));
    else if (name !== undefined && !isValue && this.#isHelper(name)) this.#blockOfFunction(name, block, scope);
    else if (hasArguments) this.#run.fail(`there is no helper named "${nameOf(block)}"`);
    else section(this.#blockCall(block, scope), this.#valueOf(block, scope, false));
  }

  #blockCall(block: Block, scope: Scope): BlockCall {
    const args = block.params.map((param) => this.#argument(param, scope));
    const hash = this.#hash(block.hash, scope);
    this.#run.at = block.loc.start;
    return {
      run: this.#run,
      args,
      hash,
      render: (entered) => this.#enter(block.program, scope, entered),
      otherwise: () => this.#enter(block.inverse, scope, {}),
    };
  }

  #enter(program: Program | undefined, scope: Scope, { dot, data, params }: Entered): void {
    if (program === undefined) return;
    const names = program.blockParams?.map((name, index) => [name, params?.[index] ?? null] as const);
    const inner = innerScope(scope, {
      ...(dot === undefined ? {} : { dot: dot.value, isContext: true }),
      ...(data === undefined ? {} : { data }),
      ...(names === undefined ? {} : { params: new Map(names) }),
    });
    this.program(program, inner);
  }

  /** `{{#b64enc}}…{{/b64enc}}`: what the content gives is the last argument. */
  #blockOfFunction(name: string, block: Block, scope: Scope): void {
    const content = this.#run.capture(() => this.#enter(block.program, scope, {}));
    this.#run.at = block.loc.start;
    const text = display(this.#call(name, block, scope, [{ value: content, isLiteral: false }]));
    if (text === undefined) this.#run.fail(`#${name} gives a list or a map, which has no one text`);
    this.#run.write(text);
  }

  #define(block: Block, scope: Scope): void {
    const [name] = block.params;
    this.#run.at = block.loc.start;
    if (nameOf(block) !== 'inline' || name?.type !== 'StringLiteral' || block.program === undefined) {
      this.#run.fail('decorators other than {{#*inline "name"}} do not exist here');
    }
    scope.partials.set(name.value, { program: block.program, scope });
  }

  #partial(node: Partial | PartialBlock, scope: Scope): void {
    const name = this.#partialName(node, scope);
    const block = node.type === 'PartialBlockStatement' ? node.program : undefined;
    const found = nearestWith(scope, ({ partials }) => partials.get(name));
    if (found === undefined && block === undefined) this.#noPartial(node, name);
    if (found === undefined) {
      this.program(block as Program, innerScope(scope, {}));
      return;
    }
    const inner = innerScope(found.scope, { dot: this.#partialDot(node, scope), isContext: true });
    if (block !== undefined) {
      // What the block names with {{#*inline}} is for the partial.
      const own = innerScope(scope, {});
      for (const statement of block.body) if (statement.type === 'DecoratorBlock') this.#define(statement, own);
      for (const [key, partial] of own.partials) inner.partials.set(key, partial);
      inner.partials.set('@partial-block', { program: block, scope: own });
    }
    this.#depth += 1;
    if (this.#depth > deepest) this.#run.exceed(`partials call each other more than ${deepest} deep`);
    const text = this.#run.capture(() => this.program(found.program, inner));
    this.#depth -= 1;
    this.#run.write(node.type === 'PartialStatement' ? indented(text, node.indent) : text);
  }

  /** A name that is made of data is not shown. */
  #noPartial({ name }: Partial | PartialBlock, text: string): never {
    if (name.type === 'SubExpression') this.#run.fail('there is no partial of the name that is given');
    return this.#run.fail(`there is no partial named "${text}"`, `name one with {{#*inline "${text}"}} … {{/inline}}`);
  }

  #partialName({ name }: Partial | PartialBlock, scope: Scope): string {
    if (name.type === 'PathExpression') return name.original;
    const { value } = this.#argument(name, scope);
    const text = display(value);
    if (text === undefined || text === '') this.#run.fail(`the name of a partial is ${kindOf(value)}`);
    return text;
  }

  /** What a partial is given: the value after its name, or what is there; named arguments are added. */
  #partialDot(node: Partial | PartialBlock, scope: Scope): Value {
    const [given] = node.params;
    const dot = given === undefined ? scope.dot : this.#argument(given, scope).value;
    if (node.hash === undefined) return dot;
    const entries = new Map(dot instanceof GoMap ? dot.entries : []);
    for (const [key, { value }] of this.#hash(node.hash, scope)) entries.set(bytesOf(key), value);
    return new GoMap(entries);
  }
}

/** Puts white space in front of every line; what follows the last line break is no line when it is empty. */
function indented(text: Bytes, indent: string): Bytes {
  if (indent === '') return text;
  const lines = text.split('\n');
  const isLine = (line: string, index: number) => line !== '' || index < lines.length - 1;
  return lines.map((line, index) => (isLine(line, index) ? indent + line : line)).join('\n') as Bytes;
}

/** How what is called is written. */
function nameOf({ path }: Invocation): string {
  if (path.type === 'PathExpression') return isSimple(path) ? (path.parts[0] as string) : path.original;
  return 'value' in path ? String(path.value) : path.type === 'NullLiteral' ? 'null' : 'undefined';
}

function literalPath(name: string): Omit<PathExpression, 'loc'> {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name };
}
