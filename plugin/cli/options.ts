/** The flags that were given, by name. A switch has the value `''`. */
export class Options {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The flag's value, or `undefined` when it was not given. */
  text(name: string): string | undefined {
    return this.#values.get(name);
  }
}
