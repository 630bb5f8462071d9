// The tree that Handlebars' parser makes of a template, as far as it is looked at.

/** A place in a template: lines from 1, columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

interface Located {
  readonly loc: { readonly start: Position };
}

/** Whether white space in front of a tag and behind it is taken away (`~`). */
export interface Strip {
  readonly open: boolean;
  readonly close: boolean;
}

/** A template or the content of a block. */
export interface Program extends Located {
  readonly type: 'Program';
  readonly body: Statement[];
  readonly blockParams?: readonly string[];
  /** The content of `{{else if …}}`. */
  readonly chained?: boolean;
}

/** Text. Its value shrinks while white space is taken away. */
export interface Content extends Located {
  readonly type: 'ContentStatement';
  readonly original: string;
  value: string;
  rightStripped?: boolean;
  leftStripped?: boolean;
}

/** What names a helper or a value, with arguments. */
export interface Invocation extends Located {
  readonly path: PathExpression | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
}

/** `{{name}}` or `{{helper argument}}`. */
export interface Mustache extends Invocation {
  readonly type: 'MustacheStatement' | 'Decorator';
  readonly strip: Strip;
}

/** `{{#name}}…{{else}}…{{/name}}`. */
export interface Block extends Invocation {
  readonly type: 'BlockStatement' | 'DecoratorBlock';
  readonly program?: Program;
  readonly inverse?: Program;
  readonly openStrip: Strip;
  readonly inverseStrip?: Strip;
  readonly closeStrip?: Strip;
}

/** `{{> name}}`. */
export interface Partial extends Located {
  readonly type: 'PartialStatement';
  readonly name: PathExpression | SubExpression | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly strip: Strip;
  /** White space in front of a partial that has a line to itself. */
  indent: string;
}

/** `{{#> name}}…{{/name}}`. */
export interface PartialBlock extends Located {
  readonly type: 'PartialBlockStatement';
  readonly name: PathExpression | SubExpression | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly program: Program;
  readonly openStrip: Strip;
  readonly closeStrip: Strip;
}

/** `{{! … }}`. */
export interface Comment extends Located {
  readonly type: 'CommentStatement';
  readonly strip?: Strip;
}

/** What a template is a row of. */
export type Statement = Content | Mustache | Block | Partial | PartialBlock | Comment;

/** `a.b`, `../a`, `this`, `@index`. */
export interface PathExpression extends Located {
  readonly type: 'PathExpression';
  /** Written with `@`. */
  readonly data: boolean;
  /** How many `../` stand in front. */
  readonly depth: number;
  readonly parts: readonly string[];
  readonly original: string;
}

/** `(helper argument)`. */
export interface SubExpression extends Invocation {
  readonly type: 'SubExpression';
}

/** A constant. */
export type Literal = Located &
  (
    | { readonly type: 'StringLiteral'; readonly value: string }
    | { readonly type: 'NumberLiteral'; readonly value: number }
    | { readonly type: 'BooleanLiteral'; readonly value: boolean }
    | { readonly type: 'NullLiteral' }
    | { readonly type: 'UndefinedLiteral' }
  );

/** What may be an argument. */
export type Expression = PathExpression | SubExpression | Literal;

/** `name=value`, any number of them. */
export interface Hash {
  readonly pairs: readonly { readonly key: string; readonly value: Expression }[];
}
