/** A refusal in the form of a Google API. */
export class GcpError extends Error {
  readonly status: number;
  /** As in google.rpc.Code. */
  readonly word: string;

  constructor(status: number, word: string, words: string) {
    super(words);
    this.status = status;
    this.word = word;
  }
}
