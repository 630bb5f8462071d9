/** A token of a path: a kind of Go's text/scanner, or the character itself. */
export interface Token {
  readonly kind: 'ident' | 'number' | 'string' | 'end' | 'character';
  readonly text: string;
}
