import type { Bytes } from '../../go/byte-string.ts';
import type { Lexer } from './lexer.ts';
import { ParseFault } from './parse-fault.ts';
import { lineOf } from './position.ts';
import { showToken, type Token, type TokenKind } from './tokens.ts';

/** What a stream belongs to: the text and its name, for error texts. */
export interface StreamSource {
  readonly name: string;
  readonly text: Bytes;
  readonly lexer: Lexer;
}

/**
 * Tokens of one template with look-ahead. A `define` or `block` inside reads on from the same lexer with a stream of its own.
 *
 * @remarks Go keeps three tokens of look-ahead and reports the line of the one read last, also when it was put back.
 */
export class TokenStream {
  readonly source: StreamSource;
  #pending: Token[] = [];
  #newest: Token | undefined;
  /** Offset at which the action that is being read begins. */
  actionStart: number | undefined;

  constructor(source: StreamSource) {
    this.source = source;
  }

  next(): Token {
    const pending = this.#pending.pop();
    if (pending !== undefined) return pending;
    this.#newest = this.source.lexer.next();
    return this.#newest;
  }

  /** Puts tokens back, the one to be read last first. */
  putBack(...tokens: Token[]): void {
    this.#pending.push(...tokens);
  }

  peek(): Token {
    const token = this.next();
    this.#pending.push(token);
    return token;
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.kind === 'space') token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.#pending.push(token);
    return token;
  }

  expect(kind: TokenKind, context: string): Token {
    const token = this.nextNonSpace();
    return token.kind === kind ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.kind === 'error') this.fail(showToken(token) + this.#whereItStarted(token), token);
    this.fail(`unexpected ${showToken(token)} in ${context}`, token);
  }

  /** @param wrong - What is wrong, where that is not what was read last. */
  fail(says: string, wrong = this.#newest): never {
    throw new ParseFault(says, this.#newest?.at ?? 0, wrong?.at);
  }

  #whereItStarted(token: Token): string {
    const { name, text } = this.source;
    const line = this.actionStart === undefined ? undefined : lineOf(text, this.actionStart);
    if (line === undefined || line === lineOf(text, token.at)) return '';
    const action = token.text.endsWith(' action') ? '' : ' in action';
    return `${action} started at ${name}:${line}`;
  }
}
