import type { Bytes } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import { unquote } from '../../go/unquote.ts';
import { Lexer } from './lexer.ts';
import type { BranchNode, JumpNode, ListNode, Node, PipeNode, TemplateNode, TemplateSet } from './nodes.ts';
import { parsePipeline, type Scope } from './operands.ts';
import { type StreamSource, TokenStream } from './token-stream.ts';
import type { Token } from './tokens.ts';

/** A parsed text: its templates, and the functions that they name. */
export interface ParsedText {
  readonly templates: TemplateSet;
  readonly functions: ReadonlySet<string>;
}

/** What ends a list: `{{end}}`, `{{else}}`, or an else that goes on with `if` or `with`. */
interface Ending {
  readonly kind: 'end' | 'else';
}

/**
 * Parses a text into its templates.
 *
 * @remarks Go: text/template/parse/parse.go.
 * @param name - The text's own name: its main template is filed under it.
 * @throws ParseFault
 */
export function parse(name: string, text: Bytes, isFunction: (name: string) => boolean): ParsedText {
  const shared: Shared = {
    source: { name, text, lexer: new Lexer(text) },
    isFunction,
    templates: new Map(),
    functions: new Set(),
  };
  new Parser(shared).parseText(name as Bytes);
  return shared;
}

interface Shared extends ParsedText {
  readonly source: StreamSource;
  readonly isFunction: (name: string) => boolean;
  readonly templates: Map<Bytes, ListNode>;
  readonly functions: Set<string>;
}

/** Parses one template. A `define` or `block` inside it gets a parser of its own: variables and loops do not reach in. */
class Parser {
  readonly #shared: Shared;
  readonly #stream: TokenStream;
  readonly #scope: Scope;
  #loops = 0;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#stream = new TokenStream(shared.source);
    const { isFunction, functions } = shared;
    this.#scope = { stream: this.#stream, variables: ['$'], isFunction, used: functions, parentheses: 0 };
  }

  parseText(name: Bytes): void {
    const list: ListNode = { kind: 'list', nodes: [] };
    while (this.#stream.peek().kind !== 'EOF') {
      if (this.#isDefinition()) {
        new Parser(this.#shared).#parseDefinition();
        continue;
      }
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') this.#stream.fail(`unexpected {{${node.kind}}}`);
      list.nodes.push(node as Node);
    }
    this.#file(name, list);
  }

  // Consumes `{{define` where it stands there.
  #isDefinition(): boolean {
    if (this.#stream.peek().kind !== 'left delimiter') return false;
    const delimiter = this.#stream.next();
    const word = this.#stream.nextNonSpace();
    if (word.kind === 'define') return true;
    this.#stream.putBack(word, delimiter);
    return false;
  }

  #parseDefinition(): void {
    const context = 'define clause';
    const token = this.#stream.nextNonSpace();
    const name = this.#templateName(token, context);
    this.#stream.expect('right delimiter', context);
    this.#parseBody(name, context, this.#stream);
  }

  // `owner` reports a wrong end: Go shows the line that it has read last, which for a block is that of its own action.
  #parseBody(name: Bytes, context: string, owner: TokenStream): void {
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') owner.fail(`unexpected {{else}} in ${context}`);
    this.#file(name, list);
  }

  // A text without content gives way to another of its name.
  #file(name: Bytes, list: ListNode): void {
    const { templates } = this.#shared;
    const present = templates.get(name);
    if (present === undefined || isBlank(present)) templates.set(name, list);
    else if (!isBlank(list)) this.#stream.fail(`template: multiple definition of template ${quote(name)}`);
  }

  #list(): { readonly list: ListNode; readonly ending: Ending } {
    const list: ListNode = { kind: 'list', nodes: [] };
    while (this.#stream.peekNonSpace().kind !== 'EOF') {
      const node = this.#textOrAction();
      if (node.kind === 'end' || node.kind === 'else') return { list, ending: node as Ending };
      list.nodes.push(node as Node);
    }
    return this.#stream.fail('unexpected EOF');
  }

  #textOrAction(): Node | Ending {
    const token = this.#stream.nextNonSpace();
    if (token.kind === 'text') return { kind: 'text', at: token.at, text: token.text };
    if (token.kind !== 'left delimiter') this.#stream.unexpected(token, 'input');
    this.#stream.actionStart = token.at;
    const node = this.#action();
    this.#stream.actionStart = undefined;
    return node;
  }

  #action(): Node | Ending {
    const token = this.#stream.nextNonSpace();
    switch (token.kind) {
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(token.kind);
      case 'else':
        return this.#else();
      case 'end':
        this.#stream.expect('right delimiter', 'end');
        return { kind: 'end' };
      case 'template':
        return this.#template();
      case 'block':
        return this.#block();
      case 'break':
      case 'continue':
        return this.#jump(token.kind, token.at);
      default:
        this.#stream.putBack(token);
        return { kind: 'action', at: token.at, pipe: parsePipeline(this.#scope, 'command', 'right delimiter') };
    }
  }

  #branch(kind: BranchNode['kind']): BranchNode {
    const { variables } = this.#scope;
    const inScope = variables.length;
    const pipe = parsePipeline(this.#scope, kind, 'right delimiter');
    if (kind === 'range') this.#loops += 1;
    const { list, ending } = this.#list();
    if (kind === 'range') this.#loops -= 1;
    const elseList = ending.kind === 'else' ? this.#elseList(kind) : undefined;
    variables.length = inScope;
    return { kind, at: pipe.at, pipe, list, elseList };
  }

  // `{{else if x}}` is `{{else}}{{if x}}` whose `{{end}}` counts for both.
  #elseList(kind: BranchNode['kind']): ListNode {
    if (kind !== 'range' && this.#stream.peek().kind === kind) {
      this.#stream.next();
      return { kind: 'list', nodes: [this.#branch(kind)] };
    }
    const { list, ending } = this.#list();
    if (ending.kind !== 'end') this.#stream.fail('expected end; found {{else}}');
    return list;
  }

  #else(): Ending {
    const { kind } = this.#stream.peekNonSpace();
    if (kind !== 'if' && kind !== 'with') this.#stream.expect('right delimiter', 'else');
    return { kind: 'else' };
  }

  #template(): TemplateNode {
    const context = 'template clause';
    const token = this.#stream.nextNonSpace();
    const name = this.#templateName(token, context);
    const next = this.#stream.nextNonSpace();
    if (next.kind === 'right delimiter') return { kind: 'template', at: token.at, name, pipe: undefined };
    this.#stream.putBack(next);
    return { kind: 'template', at: token.at, name, pipe: this.#pipeline(context) };
  }

  #block(): TemplateNode {
    const context = 'block clause';
    const token = this.#stream.nextNonSpace();
    const name = this.#templateName(token, context);
    const pipe = this.#pipeline(context);
    new Parser(this.#shared).#parseBody(name, context, this.#stream);
    return { kind: 'template', at: token.at, name, pipe };
  }

  #pipeline(context: string): PipeNode {
    return parsePipeline(this.#scope, context, 'right delimiter');
  }

  #templateName(token: Token, context: string): Bytes {
    if (token.kind !== 'string' && token.kind !== 'raw string') this.#stream.unexpected(token, context);
    return unquote(token.text) ?? this.#stream.fail('invalid syntax');
  }

  #jump(kind: JumpNode['kind'], at: number): JumpNode {
    const token = this.#stream.nextNonSpace();
    if (token.kind !== 'right delimiter') this.#stream.unexpected(token, `{{${kind}}}`);
    if (this.#loops === 0) this.#stream.fail(`{{${kind}}} outside {{range}}`);
    return { kind, at };
  }
}

function isBlank(list: ListNode): boolean {
  // Go's bytes.TrimSpace: Unicode white space, in UTF-8.
  return list.nodes.every(
    (node) =>
      node.kind === 'text' &&
      /^(?:[\t\n\v\f\r ]|Â[\u0085\u00a0]|á\u009a\u0080|â\u0080[\u0080-\u008a¨©¯]|â\u0081\u009f|ã\u0080\u0080)*$/.test(
        node.text,
      ),
  );
}
