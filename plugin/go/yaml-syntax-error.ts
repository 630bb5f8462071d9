/** A text that Go's YAML reader, or its JSON reader, refuses. Names no content of the text. */
export class YamlSyntaxError extends Error {
  /** Where, in bytes from the start of the text. */
  readonly offset: number;
  /** What is wrong, without a word of the text itself. */
  readonly reason: string;

  constructor(reason: string, offset: number) {
    super(reason);
    this.name = 'YamlSyntaxError';
    this.reason = reason;
    this.offset = offset;
  }
}
