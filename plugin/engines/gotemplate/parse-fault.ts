/** A template breaks the grammar. Carries where, until the text's name and position are put to it. */
export class ParseFault extends Error {
  /** Go's message without `template: NAME:LINE: `. */
  readonly says: string;
  /** Byte offset of what was read last: Go's message has its line. */
  readonly at: number;
  /** Byte offset of what is wrong. */
  readonly place: number;

  constructor(says: string, at: number, place = at) {
    super(says);
    this.says = says;
    this.at = at;
    this.place = place;
  }
}
