/** A template breaks the grammar. Carries where, until the text's name and position are put to it. */
export class ParseFault extends Error {
  /** Go's message without `template: NAME:LINE: `. */
  readonly says: string;
  /** Byte offset of what was read last. */
  readonly at: number;

  constructor(says: string, at: number) {
    super(says);
    this.says = says;
    this.at = at;
  }
}
