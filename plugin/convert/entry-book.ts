import type { Entry, Reference } from './draft.ts';
import { storeIdentity } from './store-need.ts';
import { UniqueNames } from './unique-names.ts';

/** The values that one document asks for, each once, under names for templates. */
export class EntryBook {
  readonly #names = new UniqueNames();
  readonly #entries = new Map<string, Entry>();

  /** The name of a value in the document's templates. */
  nameOf(reference: Reference): string {
    const { store, key, property, version, decoding } = reference;
    const identity = JSON.stringify([storeIdentity(store), key, property, version, decoding]);
    const known = this.#entries.get(identity);
    if (known !== undefined) return known.secretKey;
    const secretKey = this.#names.like(property ?? key.split('/').at(-1) ?? key);
    this.#entries.set(identity, { ...reference, secretKey });
    return secretKey;
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }
}
