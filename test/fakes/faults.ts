/** A fault that a server shows. */
export interface Fault<K> {
  readonly kind: K;
  /** Which calls meet it, as the server names them; absent means all that its own word is not about. */
  readonly call?: string;
  /** How often; absent means for ever. */
  readonly times?: number;
}

/** The faults that a server has still to show, in the order in which they were asked for. */
export class Faults<K> {
  readonly #faults: { readonly fault: Fault<K>; left: number }[] = [];

  add(fault: Fault<K>): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** Takes the next fault that meets a call. @param meets - Told the fault's own `call`. */
  next(meets: (call: string | undefined) => boolean): K | undefined {
    const found = this.#faults.find(({ fault, left }) => left > 0 && meets(fault.call));
    if (found !== undefined) found.left -= 1;
    return found?.fault.kind;
  }
}
