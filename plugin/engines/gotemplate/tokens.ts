import type { Bytes } from '../../go/byte-string.ts';
import { quote } from '../../go/quote.ts';
import { truncateRunes } from '../../go/truncate-runes.ts';

// The words of the template language. Go: text/template/parse/lex.go.

/** Words with a meaning of their own inside an action, and the lone dot. */
export const keywords = new Set([
  '.',
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
] as const);

/** One of the keywords. */
export type Keyword = typeof keywords extends ReadonlySet<infer Word> ? Word : never;

/** What a token is. */
export type TokenKind =
  | Keyword
  | 'error'
  | 'bool'
  /** A printable ASCII character that means nothing here. */
  | 'character'
  | 'character constant'
  | 'complex'
  | '='
  | ':='
  | 'EOF'
  | 'field'
  | 'identifier'
  | 'left delimiter'
  | '('
  | 'number'
  | '|'
  | 'raw string'
  | 'right delimiter'
  | ')'
  | 'space'
  | 'string'
  | 'text'
  | 'variable';

/** A piece of the template. */
export interface Token {
  readonly kind: TokenKind;
  /** Offset of its first byte. */
  readonly at: number;
  /** The bytes themselves; the message for an `error`. */
  readonly text: Bytes;
}

/** Writes a token as Go's messages do: `"x"`, `<if>`, `EOF`, the message of an error. */
export function showToken(token: Token): string {
  if (token.kind === 'EOF') return 'EOF';
  if (token.kind === 'error') return token.text;
  if ((keywords as ReadonlySet<string>).has(token.kind)) return `<${token.text}>`;
  return token.text.length > 10 ? `${quote(truncateRunes(token.text, 10))}...` : quote(token.text);
}
