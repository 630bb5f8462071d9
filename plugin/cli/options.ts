/** The flags that were given, by name. A switch has the value `''`. */
export class Options {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The flag's value, or `undefined` when it was not given; the last one where it was given more than once. */
  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** Every value of a flag, in the order they were given. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}
