import type { Place } from '../model/place.ts';

/** What an error says and what to do about it: words made of names, counts and statuses, never of values. */
export interface Words {
  /** What happened and with what. Lower case, no full stop. */
  readonly says: string;
  /** What to do. */
  readonly hint?: string;
}

/** Error codes of one family, each a function from facts to words. A code never changes and is never reused. */
export type Catalogue = Readonly<Record<string, (facts: never) => Words>>;

/** A fault that a user can cause or mend. Anything else that is thrown is our bug. */
export abstract class EsrError extends Error {
  abstract readonly exitStatus: 1 | 2 | 3;

  readonly code: string;
  readonly says: string;
  readonly hint: string | undefined;
  readonly place: Place | undefined;
  /** Whom an error of something shared concerns (`concerning`); its words stand before those of its `cause`. */
  readonly subject: string | undefined;
  /** All that it stands for, itself among them, where it stands for several (`asOne`). */
  declare readonly together?: readonly [EsrError, ...EsrError[]];

  constructor(code: string, says: string, hint: string | undefined, place: Place | undefined, options?: ErrorOptions) {
    super(says, options);
    this.code = code;
    this.says = says;
    this.hint = hint;
    this.place = place;
    this.subject = undefined;
    this.name = new.target.name;
  }

  /** The same error at another place; fields that `place` lacks are kept. */
  at(place: Place): this {
    if (this.together !== undefined) return asOne(each(this.together, (one) => one.at(place))) as this;
    // The excerpt is that of the line, which is another one now.
    const { excerpt: _before, ...here } = this.place ?? {};
    return moved(this, { says: this.says, place: { ...here, ...place }, subject: this.subject }, this.cause);
  }

  /**
   * The same error as it meets somebody else: its words after a subject, at another place, with this one as its `cause`.
   * Errors of one cause can be told together.
   *
   * @example
   * ```ts
   * refused.concerning('SecretStore shop/vault, key "db"', entry.place);
   * ```
   */
  concerning(subject: string, place: Place): this {
    if (this.together !== undefined) return asOne(each(this.together, (one) => one.concerning(subject, place))) as this;
    return moved(this, { says: `${subject}: ${this.says}`, place, subject }, this);
  }
}

function moved<E extends EsrError>(error: E, changed: Pick<EsrError, 'says' | 'place' | 'subject'>, cause: unknown): E {
  const copy = Object.create(Object.getPrototypeOf(error) as object) as E;
  Object.assign(copy, error, changed);
  // As Error itself keeps them: not enumerable, so that they are not printed as data.
  for (const [name, value] of Object.entries({ message: changed.says, stack: error.stack, cause })) {
    Object.defineProperty(copy, name, { value, configurable: true, writable: true });
  }
  return copy;
}

type Several = readonly [EsrError, ...EsrError[]];

function each(faults: Several, change: (fault: EsrError) => EsrError): Several {
  const [first, ...others] = faults;
  return [change(first), ...others.map(change)];
}

/** One fault in the place of several, for where a single one is handed on. It is the first of them, and `faultsOf` tells all. */
export function asOne(faults: Several): EsrError {
  const [first] = faults;
  if (faults.length === 1) return first;
  const { says, place, subject, cause } = first;
  return Object.defineProperty(moved(first, { says, place, subject }, cause), 'together', { value: faults });
}

/** Several faults that were found together. Never nested. */
export class EsrErrors extends Error {
  readonly errors: readonly EsrError[];

  constructor(errors: readonly EsrError[]) {
    super(errors.map((error) => error.says).join('\n'));
    this.errors = errors;
    this.name = 'EsrErrors';
  }

  /** The gravest exit status among them: 3 before 2 before 1. */
  get exitStatus(): 1 | 2 | 3 {
    return Math.max(...this.errors.map((error) => error.exitStatus)) as 1 | 2 | 3;
  }
}

type Facts<Entry> = Entry extends (facts: infer F) => Words ? F : never;

/**
 * Gives the function that makes the errors of a catalogue.
 *
 * @example
 * ```ts
 * throw manifestError('KEY_COLLISION', { name, strategy }, at);
 * ```
 */
export function errorsOf<E extends EsrError, C extends Catalogue>(
  Family: new (
    code: string,
    says: string,
    hint: string | undefined,
    place: Place | undefined,
    options?: ErrorOptions,
  ) => E,
  catalogue: C,
): <K extends keyof C & string>(code: K, facts: Facts<C[K]>, place?: Place, options?: ErrorOptions) => E {
  return (code, facts, place, options) => {
    const { says, hint } = (catalogue[code] as (facts: unknown) => Words)(facts);
    return new Family(code, says, hint, place, options);
  };
}

/** The faults inside a thrown thing, or `undefined` when it is no fault of the user's. */
export function faultsOf(thrown: unknown): readonly EsrError[] | undefined {
  if (thrown instanceof EsrError) return thrown.together ?? [thrown];
  if (thrown instanceof EsrErrors) return thrown.errors;
  return undefined;
}
