import type { TemplateError } from '../../errors/template.ts';
import { templateError } from '../../errors/template.ts';
import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import type { CompiledTemplate, Engine, Execution } from '../engine.ts';
import { functions } from '../functions/registry.ts';
import { type GoFunction, GoMap, type Value } from '../value.ts';
import { checkNames } from './check-names.ts';
import { Evaluator } from './evaluate.ts';
import { HandlebarsFault } from './handlebars-fault.ts';
import { HandlebarsRun } from './handlebars-run.ts';
import { namesIn } from './names-in.ts';
import type { Program } from './nodes.ts';
import { parseHandlebars } from './parse-handlebars.ts';
import { rootScope } from './scope.ts';

type Data = Parameters<CompiledTemplate['execute']>[0];

const maxCached = 2000;
const cache = new Map<Bytes, Map<string, CompiledTemplate>>();

/** Handlebars, with the functions of the other engine as helpers: `external-secrets-render.dev/engine: handlebars`. */
export const handlebars: Engine = {
  async compile(text, name) {
    const cached = cache.get(text)?.get(name);
    if (cached !== undefined) return cached;
    const { program, names } = withPlace(name, () => {
      const parsed = parse(text);
      checkNames(parsed);
      return { program: parsed, names: namesIn(parsed) };
    });
    const callees = await functions.load(names);
    const compiled = new HandlebarsTemplate(name, program, callees);
    remember(text, name, compiled);
    return compiled;
  },
};

function parse(text: Bytes): Program {
  const decoded = textOf(text);
  if (bytesOf(decoded) !== text) throw new HandlebarsFault('TEMPLATE_PARSE', 'the template is no UTF-8');
  return parseHandlebars(decoded);
}

// Texts beyond this many push out the oldest.
function remember(text: Bytes, name: string, compiled: CompiledTemplate): void {
  cache.set(text, (cache.get(text) ?? new Map<string, CompiledTemplate>()).set(name, compiled));
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
}

class HandlebarsTemplate implements CompiledTemplate {
  readonly #name: string;
  readonly #program: Program;
  readonly #functions: ReadonlyMap<string, GoFunction>;

  constructor(name: string, program: Program, callees: ReadonlyMap<string, GoFunction>) {
    this.#name = name;
    this.#program = program;
    this.#functions = callees;
  }

  execute(data: Data, execution: Execution): Bytes {
    const run = new HandlebarsRun(execution);
    return withPlace(this.#name, () => {
      new Evaluator(run, this.#functions).program(this.#program, rootScope(valueOfData(data)));
      return run.output;
    });
  }
}

function valueOfData(data: Data): GoMap {
  const entries = new Map<Bytes, Value>();
  for (const [key, value] of data) entries.set(key, typeof value === 'string' ? value : valueOfData(value));
  return new GoMap(entries);
}

function withPlace<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof HandlebarsFault) throw errorOf(name, thrown);
    // The stack ends before the memory does.
    if (thrown instanceof RangeError) {
      throw errorOf(name, new HandlebarsFault('TEMPLATE_BUDGET', 'the template or its values are nested too deeply'));
    }
    throw thrown;
  }
}

function errorOf(name: string, { code, says, hint, at }: HandlebarsFault): TemplateError {
  const where = at === undefined ? '' : `:${at.line}:${at.column + 1}`;
  const place = { file: name, ...(at === undefined ? {} : { line: at.line, column: at.column + 1 }) };
  const facts = { message: `template: ${name}${where}: ${says}`, ...(hint === undefined ? {} : { hint }) };
  return templateError(code, facts, place);
}
