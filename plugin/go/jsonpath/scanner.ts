import type { Token } from './token.ts';

// Go's text/scanner in the mode GoTokens, as gval sets it up. Faults inside a token are not its business.

const blank = /[\t\n\r ]*/y;
const comment = /\/\/[^\n]*\n?|\/\*[\s\S]*?(?:\*\/|$)/y;
const ident = /[\p{L}_][\p{L}_\p{Nd}]*/uy;
/** A point before a digit begins a number; one after digits belongs to it. */
const number = /0[xX][0-9a-fA-F_]*|0[bBoO][0-9_]*|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9_]*)?/y;
const double = /"(?:\\[\s\S]|[^"\\\n])*"?/y;
const single = /'(?:\\[\s\S]|[^'\\\n])*'?/y;
const raw = /`[^`]*`?/y;

/** Reads a path token by token; one token may be given back. */
export class Scanner {
  readonly #text: string;
  #at = 0;
  #last: Token = { kind: 'end', text: '' };
  #isBack = false;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token, or the one that was given back. */
  scan(): Token {
    if (this.#isBack) {
      this.#isBack = false;
      return this.#last;
    }
    this.#skip();
    this.#last = this.#read();
    return this.#last;
  }

  /** Gives the last token back. */
  giveBack(): void {
    this.#isBack = true;
  }

  /** Takes the next character as it stands, blanks included, where it is one of these. */
  takeOneOf(characters: string): string | undefined {
    const next = this.#text[this.#at];
    if (next === undefined || !characters.includes(next)) return undefined;
    this.#at += 1;
    return next;
  }

  #skip(): void {
    for (let before = -1; before !== this.#at; ) {
      before = this.#at;
      this.#match(blank);
      this.#match(comment);
    }
  }

  #read(): Token {
    if (this.#at >= this.#text.length) return { kind: 'end', text: '' };
    const name = this.#match(ident);
    if (name !== undefined) return { kind: 'ident', text: name };
    const digits = this.#match(number);
    if (digits !== undefined) return { kind: 'number', text: digits };
    const quoted = this.#match(double) ?? this.#match(single) ?? this.#match(raw);
    if (quoted !== undefined) return { kind: 'string', text: quoted };
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return { kind: 'character', text: character };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at += found.length;
    return found;
  }
}
