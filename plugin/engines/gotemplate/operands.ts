import { type Bytes, textOf } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import { unquote } from '../../go/unquote.ts';
import type { CommandNode, OperandNode, PipeNode, VariableNode } from './nodes.ts';
import { readNumber } from './numbers.ts';
import { printNode } from './print-node.ts';
import type { TokenStream } from './token-stream.ts';
import type { Token, TokenKind } from './tokens.ts';

const maxParentheses = 10_000;
const operandStarts = new Set<TokenKind>([
  'bool',
  'character constant',
  'complex',
  '.',
  'field',
  'identifier',
  'number',
  'nil',
  'raw string',
  'string',
  'variable',
  '(',
]);
const literals = new Set<OperandNode['kind']>(['bool', 'dot', 'nil', 'number', 'string']);

/** What is in scope while a template is parsed. */
export interface Scope {
  readonly stream: TokenStream;
  /** Variables declared so far, innermost last. */
  readonly variables: string[];
  /** Whether a function of that name exists. */
  readonly isFunction: (name: string) => boolean;
  /** Receives the name of each function that is used. */
  readonly used: Set<string>;
  parentheses: number;
}

/**
 * Parses a pipeline up to the right delimiter or parenthesis that ends it.
 *
 * @remarks Go: pipeline, command, operand and term in text/template/parse/parse.go.
 * @param context - What the pipeline belongs to, for error texts: `command`, `if`, `range`, ….
 */
export function parsePipeline(scope: Scope, context: string, end: TokenKind): PipeNode {
  const { stream } = scope;
  const at = stream.peekNonSpace().at;
  const variables: VariableNode[] = [];
  const assigns = parseVariables(scope, context, variables);
  const commands: CommandNode[] = [];
  for (;;) {
    const token = stream.nextNonSpace();
    if (token.kind === end) break;
    if (!operandStarts.has(token.kind)) stream.unexpected(token, context);
    stream.putBack(token);
    commands.push(parseCommand(scope));
  }
  checkPipeline(scope, commands, context);
  return { kind: 'pipe', at, assigns, variables, commands };
}

// Fills `variables`; gives whether they are assigned (`=`) rather than declared.
function parseVariables(scope: Scope, context: string, variables: VariableNode[]): boolean {
  const { stream } = scope;
  for (;;) {
    const token = stream.peekNonSpace();
    if (token.kind !== 'variable') return false;
    stream.next();
    const after = stream.peek();
    const next = stream.peekNonSpace();
    const isComma = next.kind === 'character' && next.text === ',';
    if (next.kind !== '=' && next.kind !== ':=' && !isComma) {
      if (after.kind === 'space') stream.putBack(after);
      stream.putBack(token);
      return false;
    }
    stream.nextNonSpace();
    variables.push({ kind: 'variable', at: token.at, name: token.text, fields: [] });
    scope.variables.push(token.text);
    if (!isComma) return next.kind === '=';
    checkComma(stream, context, variables.length);
  }
}

function checkComma(stream: TokenStream, context: string, count: number): void {
  if (context !== 'range' || count > 1) stream.fail(`too many declarations in ${context}`);
  const follows: readonly TokenKind[] = ['variable', 'right delimiter', ')'];
  if (!follows.includes(stream.peekNonSpace().kind)) stream.fail('range can only initialize variables');
}

function checkPipeline(scope: Scope, commands: readonly CommandNode[], context: string): void {
  if (commands.length === 0) scope.stream.fail(`missing value for ${context}`);
  const literal = commands.findIndex(
    ({ operands }, stage) => stage > 0 && operands[0] && literals.has(operands[0].kind),
  );
  if (literal > 0) scope.stream.fail(`non executable command in pipeline stage ${literal + 1}`);
}

function parseCommand(scope: Scope): CommandNode {
  const { stream } = scope;
  const at = stream.peekNonSpace().at;
  const operands: OperandNode[] = [];
  for (;;) {
    stream.peekNonSpace();
    const operand = parseOperand(scope);
    if (operand !== undefined) operands.push(operand);
    const token = stream.next();
    if (token.kind === 'space') continue;
    if (token.kind === 'right delimiter' || token.kind === ')') stream.putBack(token);
    else if (token.kind !== '|') stream.unexpected(token, 'operand');
    break;
  }
  if (operands.length === 0) stream.fail('empty command');
  return { kind: 'command', at, operands };
}

function parseOperand(scope: Scope): OperandNode | undefined {
  const { stream } = scope;
  const term = parseTerm(scope);
  if (term === undefined || stream.peek().kind !== 'field') return term;
  // Go reports fields after a field or variable at the second one.
  const at = stream.peek().at;
  const fields: Bytes[] = [];
  while (stream.peek().kind === 'field') fields.push(stream.next().text.slice(1) as Bytes);
  if (term.kind === 'field' || term.kind === 'variable') return { ...term, at, fields: [...term.fields, ...fields] };
  if (literals.has(term.kind)) stream.fail(`unexpected . after term ${quote(printNode(term) as Bytes)}`);
  return { kind: 'chain', at, from: term, fields };
}

function parseTerm(scope: Scope): OperandNode | undefined {
  const { stream } = scope;
  const token = stream.nextNonSpace();
  const { at, text } = token;
  switch (token.kind) {
    case 'identifier':
      return parseFunction(scope, token);
    case '.':
      return { kind: 'dot', at };
    case 'nil':
      return { kind: 'nil', at };
    case 'variable':
      if (!scope.variables.includes(text)) stream.fail(`undefined variable ${quote(text)}`, token);
      return { kind: 'variable', at, name: text, fields: [] };
    case 'field':
      return { kind: 'field', at, fields: [text.slice(1) as Bytes] };
    case 'bool':
      return { kind: 'bool', at, value: text === 'true' };
    case 'character constant':
    case 'complex':
    case 'number': {
      const number = readNumber(token);
      return typeof number === 'string' ? stream.fail(number, token) : number;
    }
    case '(':
      return parseParenthesis(scope);
    case 'string':
    case 'raw string':
      return { kind: 'string', at, quoted: text, value: unquote(text) ?? stream.fail('invalid syntax', token) };
    default:
      stream.putBack(token);
      return undefined;
  }
}

function parseFunction(scope: Scope, token: Token): OperandNode {
  const { at, text } = token;
  const name = textOf(text);
  if (!scope.isFunction(name)) scope.stream.fail(`function ${quote(text)} not defined`, token);
  scope.used.add(name);
  return { kind: 'identifier', at, name };
}

function parseParenthesis(scope: Scope): PipeNode {
  if (scope.parentheses >= maxParentheses) scope.stream.fail('max expression depth exceeded');
  scope.parentheses += 1;
  const pipe = parsePipeline(scope, 'parenthesized pipeline', ')');
  scope.parentheses -= 1;
  return pipe;
}
