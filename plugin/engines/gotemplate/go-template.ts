import type { TemplateError } from '../../errors/template.ts';
import { templateError } from '../../errors/template.ts';
import { type Bytes, bytesOf, textOf } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import type { CompiledTemplate, Engine, Execution } from '../engine.ts';
import { functions } from '../functions/registry.ts';
import { GoMap, type Value } from '../value.ts';
import { compileTemplates } from './evaluator.ts';
import type { Execute } from './execute.ts';
import { Fault } from './fault.ts';
import { hintFor } from './hints.ts';
import { isStackOverflow } from './is-stack-overflow.ts';
import { ParseFault } from './parse-fault.ts';
import { parse } from './parser.ts';
import { lineOf, positionOf } from './position.ts';
import { printNode } from './print-node.ts';
import { Run } from './run.ts';

type Data = Parameters<CompiledTemplate['execute']>[0];

// Texts beyond this many push out the oldest: a daemon sees many, one run few.
const maxCached = 2000;
const cache = new Map<Bytes, Map<string, CompiledTemplate>>();

/** Go's text/template with the functions of sprig and External Secrets Operator: `engineVersion: v2`. */
export const goTemplate: Engine = {
  async compile(text, name) {
    const cached = cache.get(text)?.get(name);
    if (cached !== undefined) return cached;
    const parsed = withinGrammar(text, name, () => parse(bytesOf(name), text, functions.has));
    const callees = await functions.load(parsed.functions);
    const templates = withinGrammar(text, name, () => compileTemplates(parsed.templates, callees));
    const compiled = new GoTemplate(text, name, templates);
    remember(text, name, compiled);
    return compiled;
  },
};

function remember(text: Bytes, name: string, compiled: CompiledTemplate): void {
  const byName = cache.get(text) ?? new Map<string, CompiledTemplate>();
  cache.set(text, byName.set(name, compiled));
  const [oldest] = cache.keys();
  if (cache.size > maxCached && oldest !== undefined) cache.delete(oldest);
}

class GoTemplate implements CompiledTemplate {
  readonly #text: Bytes;
  readonly #name: string;
  readonly #main: Execute;

  constructor(text: Bytes, name: string, templates: ReadonlyMap<Bytes, Execute>) {
    this.#text = text;
    this.#name = name;
    this.#main = templates.get(bytesOf(name)) ?? (() => undefined);
  }

  execute(data: Data, execution: Execution): Bytes {
    const dot = rootOf(data);
    const run = new Run(bytesOf(this.#name), dot, execution);
    try {
      this.#main(run, dot);
      return run.output as Bytes;
    } catch (thrown) {
      throw this.#errorOf(run, data, thrown);
    }
  }

  #errorOf(run: Run, data: Data, thrown: unknown): unknown {
    const fault = isStackOverflow(thrown) ? tooDeep(run) : thrown instanceof RangeError ? tooLarge(run) : thrown;
    if (!(fault instanceof Fault)) return fault;
    const { code, node } = fault;
    const says = textOf(fault.says as Bytes);
    const at = node === undefined ? undefined : positionOf(this.#text, node.at);
    const where =
      at === undefined || node === undefined
        ? ''
        : `:${at.line}:${at.offset}: executing ${quote(fault.template as Bytes)} at <${printNode(node)}>`;
    const message = `template: ${this.#name}${textOf(where as Bytes)}: ${says}`;
    const hint =
      code === 'TEMPLATE_EXECUTE'
        ? hintFor({ says, keys: [...data.keys()].map(textOf), functions: functions.names() })
        : undefined;
    const place = { file: this.#name, ...(at === undefined ? {} : { line: at.line, column: at.column }) };
    return templateError(code, { message, ...(hint === undefined ? {} : { hint }) }, place);
  }
}

// Where templates call themselves without end, the stack ends before Go's limit of 100000 calls.
function tooDeep({ depth, node, template }: Run): Fault {
  const says =
    depth > 100 ? `exceeded maximum template depth (${depth})` : 'the template or its values are nested too deeply';
  return new Fault('TEMPLATE_BUDGET', says, node, template);
}

// A string or list beyond what the process can hold.
function tooLarge({ node, template }: Run): Fault {
  return new Fault('TEMPLATE_BUDGET', 'a value is too large', node, template);
}

function withinGrammar<T>(text: Bytes, name: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof ParseFault) throw parseError(thrown, text, name);
    // The stack ends sooner than Go's limit on parentheses.
    if (isStackOverflow(thrown)) throw parseError(new ParseFault('max expression depth exceeded', 0), text, name);
    throw thrown;
  }
}

function parseError(fault: ParseFault, text: Bytes, name: string): TemplateError {
  const says = textOf(fault.says as Bytes);
  const { line, column } = positionOf(text, fault.place);
  const hint = hintFor({ says, keys: [], functions: functions.names() });
  const message = `template: ${name}:${lineOf(text, fault.at)}: ${says}`;
  return templateError(
    'TEMPLATE_PARSE',
    { message, ...(hint === undefined ? {} : { hint }) },
    { file: name, line, column },
  );
}

// The root dot is a map of strings, which functions that want a map of anything refuse.
function rootOf(data: Data): GoMap {
  const entries = new Map<Bytes, Value>();
  let typeName = 'map[string]string';
  for (const [key, value] of data) {
    if (typeof value !== 'string') typeName = 'map[string]map[string]string';
    entries.set(key, typeof value === 'string' ? value : rootOf(value));
  }
  return new GoMap(entries, typeName);
}
