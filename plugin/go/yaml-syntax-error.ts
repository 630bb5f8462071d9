/** A text that Go's YAML reader, or its JSON reader, refuses. Names no content of the text. */
export class YamlSyntaxError extends Error {
  /** Where, in bytes from the start of the text. */
  readonly offset: number;
  /** What is wrong, without a word of the text itself. */
  readonly reason: string;
  /** The line that Go's message names; 0 where it names none. It is not always the one of `offset`. */
  readonly line: number;

  constructor(reason: string, offset: number, line = 0) {
    super(reason);
    this.name = 'YamlSyntaxError';
    this.reason = reason;
    this.offset = offset;
    this.line = line;
  }
}
