import type { Bytes } from '../../go/byte-string.ts';
import { decodeRune } from '../../go/decode-rune.ts';
import { encodeRune } from '../../go/encode-rune.ts';
import { isPrint } from '../../go/is-print.ts';
import { quote } from '../../go/quote.ts';
import { scanNumber } from './scan-number.ts';
import { type Keyword, keywords, type Token, type TokenKind } from './tokens.ts';

const left = '{{';
const right = '}}';
const letterOrDigit = /^[\p{L}\p{Nd}_]$/u;
const marks = new Map<string, TokenKind>([
  ['=', '='],
  ['|', '|'],
]);

/**
 * Cuts a template into tokens, one at a time. It alone knows of trim markers and comments.
 *
 * @remarks Go: text/template/parse/lex.go. Offsets are bytes, since a byte string has one character a byte.
 */
export class Lexer {
  readonly #input: Bytes;
  #at = 0;
  #start = 0;
  #insideAction = false;
  #openParentheses = 0;
  #failed = false;

  constructor(input: Bytes) {
    this.#input = input;
  }

  /** The next token: `EOF` at the end, and after an `error`. */
  next(): Token {
    if (this.#failed) return { kind: 'EOF', at: this.#input.length, text: 'EOF' as Bytes };
    return this.#insideAction ? this.#inAction() : this.#text();
  }

  #emit(kind: TokenKind): Token {
    const token: Token = { kind, at: this.#start, text: this.#input.slice(this.#start, this.#at) as Bytes };
    this.#start = this.#at;
    return token;
  }

  #fail(message: string): Token {
    this.#failed = true;
    return { kind: 'error', at: this.#start, text: message as Bytes };
  }

  #skipTo(at: number): void {
    this.#at = at;
    this.#start = at;
  }

  #text(): Token {
    for (;;) {
      const found = this.#input.indexOf(left, this.#at);
      if (found < 0) return this.#lastText();
      const end = this.#trimsLeft(found + left.length) ? trimmedEnd(this.#input, this.#at, found) : found;
      if (end > this.#at) {
        this.#at = end;
        const token = this.#emit('text');
        this.#skipTo(found);
        return token;
      }
      this.#skipTo(found);
      const token = this.#leftDelimiter();
      if (token !== undefined) return token;
    }
  }

  #lastText(): Token {
    this.#at = this.#input.length;
    return this.#at > this.#start ? this.#emit('text') : { kind: 'EOF', at: this.#at, text: 'EOF' as Bytes };
  }

  // A comment gives no token: undefined.
  #leftDelimiter(): Token | undefined {
    const inside = this.#at + left.length;
    const after = inside + (this.#trimsLeft(inside) ? 2 : 0);
    if (this.#input.startsWith('/*', after)) {
      this.#skipTo(after);
      return this.#comment();
    }
    this.#at = inside;
    const token = this.#emit('left delimiter');
    this.#insideAction = true;
    this.#openParentheses = 0;
    this.#skipTo(after);
    return token;
  }

  #comment(): Token | undefined {
    const end = this.#input.indexOf('*/', this.#at + 2);
    if (end < 0) return this.#fail('unclosed comment');
    this.#at = end + 2;
    const closing = this.#rightDelimiterAt(this.#at);
    if (closing === 0) return this.#fail('comment ends before closing delimiter');
    const after = this.#at + closing;
    this.#skipTo(closing > right.length ? skipSpace(this.#input, after) : after);
    return undefined;
  }

  #trimsLeft(at: number): boolean {
    return this.#input[at] === '-' && isSpace(this.#input[at + 1]);
  }

  // Its length with the trim marker; 0 where there is none.
  #rightDelimiterAt(at: number): number {
    if (this.#input.startsWith(right, at)) return right.length;
    const trims = isSpace(this.#input[at]) && this.#input[at + 1] === '-' && this.#input.startsWith(right, at + 2);
    return trims ? right.length + 2 : 0;
  }

  #rightDelimiter(length: number): Token {
    const trims = length > right.length;
    this.#skipTo(this.#at + length - right.length);
    this.#at += right.length;
    const token = this.#emit('right delimiter');
    if (trims) this.#skipTo(skipSpace(this.#input, this.#at));
    this.#insideAction = false;
    return token;
  }

  #inAction(): Token {
    const closing = this.#rightDelimiterAt(this.#at);
    if (closing > 0)
      return this.#openParentheses === 0 ? this.#rightDelimiter(closing) : this.#fail('unclosed left paren');
    const character = this.#input[this.#at];
    if (character === undefined) return this.#fail('unclosed action');
    if (isSpace(character)) return this.#space();
    return this.#mark(character) ?? this.#constant(character) ?? this.#word(character);
  }

  // A right delimiter with trim marker starts with a space, which then does not belong to this run.
  #space(): Token {
    let end = skipSpace(this.#input, this.#at);
    if (this.#rightDelimiterAt(end - 1) > right.length) end -= 1;
    this.#at = end;
    return this.#emit('space');
  }

  #mark(character: string): Token | undefined {
    const kind = marks.get(character);
    if (kind !== undefined) return this.#take(1, kind);
    if (character === ':') return this.#input[this.#at + 1] === '=' ? this.#take(2, ':=') : this.#fail('expected :=');
    if (character === '(') {
      this.#openParentheses += 1;
      return this.#take(1, '(');
    }
    if (character !== ')') return undefined;
    this.#openParentheses -= 1;
    return this.#openParentheses < 0 ? this.#fail('unexpected right paren') : this.#take(1, ')');
  }

  #take(length: number, kind: TokenKind): Token {
    this.#at += length;
    return this.#emit(kind);
  }

  #constant(character: string): Token | undefined {
    if (character === '"') return this.#quoted('"', 'string', 'unterminated quoted string');
    if (character === "'") return this.#quoted("'", 'character constant', 'unterminated character constant');
    if (character === '`') return this.#raw();
    if (!this.#startsNumber(character)) return undefined;
    const { end, kind } = scanNumber(this.#input, this.#at);
    this.#at = end;
    return kind === undefined ? this.#fail(`bad number syntax: ${quote(this.#slice())}`) : this.#emit(kind);
  }

  // A dot before a digit starts one, and so does a dot that ends the text.
  #startsNumber(character: string): boolean {
    return character === '.' ? /^[0-9]?$/.test(this.#input.charAt(this.#at + 1)) : /^[-+0-9]$/.test(character);
  }

  #slice(): Bytes {
    return this.#input.slice(this.#start, this.#at) as Bytes;
  }

  #quoted(mark: string, kind: TokenKind, unterminated: string): Token {
    let at = this.#at + 1;
    while (this.#input[at] !== mark) {
      if (this.#input[at] === '\\') at += 1;
      if (this.#input[at] === undefined || this.#input[at] === '\n') return this.#fail(unterminated);
      at += 1;
    }
    this.#at = at + 1;
    return this.#emit(kind);
  }

  #raw(): Token {
    const end = this.#input.indexOf('`', this.#at + 1);
    if (end < 0) return this.#fail('unterminated raw quoted string');
    this.#at = end + 1;
    return this.#emit('raw string');
  }

  #word(character: string): Token {
    if (character === '.' || character === '$') return this.#name(character === '.' ? 'field' : 'variable');
    const { code, width } = decodeRune(this.#input, this.#at);
    if (isLetterOrDigit(code)) return this.#identifier();
    this.#at += width;
    if (code < 0x7f && isPrint(code)) return this.#emit('character');
    return this.#fail(`unrecognized character in action: ${showRune(code)}`);
  }

  #name(kind: 'field' | 'variable'): Token {
    this.#at += 1;
    if (this.#atTerminator()) return this.#emit(kind === 'field' ? '.' : 'variable');
    return this.#letters() ?? this.#emit(kind);
  }

  #identifier(): Token {
    const fault = this.#letters();
    if (fault !== undefined) return fault;
    const word = this.#slice();
    if ((keywords as ReadonlySet<string>).has(word)) return this.#emit(word as string as Keyword);
    return this.#emit(word === 'true' || word === 'false' ? 'bool' : 'identifier');
  }

  #letters(): Token | undefined {
    for (;;) {
      const { code, width } = decodeRune(this.#input, this.#at);
      if (width === 0 || !isLetterOrDigit(code)) break;
      this.#at += width;
    }
    if (this.#atTerminator()) return undefined;
    return this.#fail(`bad character ${showRune(decodeRune(this.#input, this.#at).code)}`);
  }

  #atTerminator(): boolean {
    const character = this.#input[this.#at];
    if (character === undefined || ' \t\r\n.,|:)('.includes(character)) return true;
    return this.#input.startsWith(right, this.#at);
  }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\n';
}

function skipSpace(input: Bytes, from: number): number {
  let at = from;
  while (isSpace(input[at])) at += 1;
  return at;
}

function trimmedEnd(input: Bytes, from: number, end: number): number {
  let at = end;
  while (at > from && isSpace(input[at - 1])) at -= 1;
  return at;
}

function isLetterOrDigit(code: number): boolean {
  if (code < 0x80)
    return (
      (code > 0x2f && code < 0x3a) || (code > 0x40 && code < 0x5b) || code === 0x5f || (code > 0x60 && code < 0x7b)
    );
  return letterOrDigit.test(String.fromCodePoint(code));
}

// As `%#U` does: `U+002D '-'`.
function showRune(code: number): string {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return isPrint(code) ? `${name} '${encodeRune(code)}'` : name;
}
