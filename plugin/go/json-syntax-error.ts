/** A text that Go's JSON reader refuses. Names no content of the text: Go's own message would show a byte of it. */
export class JsonSyntaxError extends Error {
  /** Where, in bytes from the start of the text. */
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'JsonSyntaxError';
    this.offset = offset;
  }
}
