// Only the parser of the package is used: its compiler makes JavaScript of a template, which nothing here may run.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  interface Place {
    readonly first_line: number;
    readonly first_column: number;
  }

  interface Failure {
    readonly token?: string | null;
    readonly line: number;
    readonly loc?: Place;
  }

  interface Lexer {
    readonly yylloc: Place;
    /** Gives the number of the next token. */
    lex: (this: Lexer) => number;
  }

  export const parser: {
    parseError: (text: string, failure: Failure) => never;
    readonly lexer: Lexer;
    /** Names of tokens by number. */
    readonly terminals_: Readonly<Record<number, string>>;
  };
  export function parseWithoutProcessing(text: string): unknown;
}
