const NEWLINE = 0x0a;

/** Finds the line of a byte offset. The newlines are looked for once, and only when somebody asks. */
export class LineIndex {
  readonly #bytes: Buffer;
  #starts: Uint32Array | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The line that holds a byte offset, from 1. */
  lineAt(offset: number): number {
    this.#starts ??= lineStarts(this.#bytes);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lineStarts(bytes: Buffer): Uint32Array {
  const starts = [0];
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === NEWLINE) starts.push(at + 1);
  }
  return Uint32Array.from(starts);
}
