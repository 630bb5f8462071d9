import { inspect } from 'node:util';

/**
 * Secret bytes. Printing, inspecting or JSON-encoding one gives `<redacted>`; `reveal()` is the only way in,
 * so that a search for `.reveal(` lists every place that sees a secret.
 */
export class Sensitive {
  readonly #bytes: Buffer;

  /** @param bytes - Raw bytes, or text that is stored as UTF-8. Not copied. */
  constructor(bytes: Uint8Array | string) {
    this.#bytes =
      typeof bytes === 'string'
        ? Buffer.from(bytes, 'utf8')
        : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The bytes themselves. Never log what this gives. */
  reveal(): Buffer {
    return this.#bytes;
  }

  /** How many bytes there are. */
  get length(): number {
    return this.#bytes.length;
  }

  toString(): string {
    return '<redacted>';
  }

  toJSON(): string {
    return '<redacted>';
  }

  [inspect.custom](): string {
    return '<redacted>';
  }
}
