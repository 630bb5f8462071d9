/** Stands for a fact in the words of an error: a text, a list of one, whatever the words take it for. */
class Placeholder {
  readonly #text: string;
  readonly length = 1;

  constructor(text: string) {
    this.#text = text;
  }

  get 0(): this {
    return this;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): string {
    return this.#text;
  }

  join(): string {
    return this.#text;
  }

  map<T>(change: (item: Placeholder) => T): T[] {
    return [change(this)];
  }

  slice(): this {
    return this;
  }

  sort(): this {
    return this;
  }

  includes(): boolean {
    return false;
  }

  *[Symbol.iterator](): Iterator<Placeholder> {
    yield this;
  }
}

/** What the words leave out where it is absent; the plain sentence is the better example. */
const absent = new Set(['nearest', 'instead', 'own']);

/** Facts of an error, each standing for itself. */
export function placeholders(given: Readonly<Record<string, unknown>> = {}): never {
  return new Proxy(given, {
    get(target, name) {
      if (typeof name === 'symbol') return undefined;
      if (Object.hasOwn(target, name)) return target[name];
      return absent.has(name) ? undefined : new Placeholder(`<${name}>`);
    },
  }) as never;
}
