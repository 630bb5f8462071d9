import type { ServerResponse } from 'node:http';

/**
 * Counts requests that had to wait for each other: one that comes after another was answered stands behind it. With a
 * latency of L a client needs about this many times L, whatever the machine is doing besides.
 */
export class InARow {
  #answered = 0;

  /** The longest row so far. */
  get longest(): number {
    return this.#answered;
  }

  /** Notes a request that has come; its answer ends it. */
  note(response: ServerResponse): void {
    const place = this.#answered + 1;
    response.once('finish', () => {
      this.#answered = Math.max(this.#answered, place);
    });
  }
}
