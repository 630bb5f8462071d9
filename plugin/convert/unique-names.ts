/** Gives names that a Go template can write behind a dot: letters, digits and underscores, none twice. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** A name like the wished one. */
  like(wish: string): string {
    const plain = wish.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
    const base = /^[A-Za-z]/.test(plain) ? plain : `value${plain === '' ? '' : `_${plain}`}`;
    let name = base;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${base}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
