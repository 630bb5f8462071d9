/** Gathers an output out of stretches of the input and new text; neighbouring stretches become one. */
export class Pieces {
  readonly #bytes: Buffer;
  readonly #chunks: Buffer[] = [];
  #start = 0;
  #end = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next stretch of the input. */
  keep(start: number, end: number): void {
    if (start === this.#end) {
      this.#end = end;
      return;
    }
    this.#flush();
    this.#start = start;
    this.#end = end;
  }

  add(text: string | Buffer): void {
    if (text.length === 0) return;
    this.#flush();
    this.#start = this.#end;
    this.#chunks.push(typeof text === 'string' ? Buffer.from(text) : text);
  }

  chunks(): readonly Buffer[] {
    this.#flush();
    return this.#chunks;
  }

  #flush(): void {
    if (this.#end > this.#start) this.#chunks.push(this.#bytes.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
