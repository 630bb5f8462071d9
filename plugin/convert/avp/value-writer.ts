import { convertError } from '../../errors/convert.ts';
import type { Reference } from '../draft.ts';
import type { EntryBook } from '../entry-book.ts';
import { goString } from '../go-string.ts';
import type { Settings } from '../settings.ts';
import { templateText } from '../template-text.ts';
import { type Address, backends } from './backends.ts';
import { type Expression, expressionOf } from './expression.ts';
import type { Pieces } from './find-placeholders.ts';
import { type Modifier, modifierOf, withoutRoundTrips } from './modifier.ts';
import type { Placeholder } from './placeholder.ts';
import type { Subject } from './subject.ts';

/** A text with placeholders: a value as it stands in the store, or a template. */
export type Written =
  | { readonly kind: 'reference'; readonly reference: Reference }
  | {
      readonly kind: 'template';
      readonly text: string;
      /** The text is one placeholder whose value is no text. */
      readonly isRaw: boolean;
    };

/** How the placeholders of one object are written. */
export class ValueWriter {
  readonly #subject: Subject;
  readonly #book: EntryBook;
  readonly #backend: string;
  readonly #settings: Settings;

  constructor(subject: Subject, book: EntryBook, { backend, settings }: { backend: string; settings: Settings }) {
    this.#subject = subject;
    this.#book = book;
    this.#backend = backend;
    this.#settings = settings;
  }

  /**
   * Writes a text with placeholders.
   *
   * @param after - What happens to the whole text afterwards.
   * @throws ManifestError `CONVERT_PLACEHOLDER`
   */
  write(pieces: Pieces, field: string, after: readonly string[] = []): Written {
    const [only] = pieces;
    if (pieces.length === 1 && typeof only === 'object') return this.#single(only, field, after.map(modifierOf));
    const rest = withoutRoundTrips(after.map(modifierOf));
    if (rest.length === 0) return template(pieces.map((piece) => this.#inText(piece, field)).join(''));
    const format = pieces.map((piece) => (typeof piece === 'string' ? piece.replaceAll('%', '%%') : '%v')).join('');
    const operands = pieces.flatMap((piece) =>
      typeof piece === 'string' ? [] : ` (${this.#pipeline(piece, field, []).code})`,
    );
    const whole = expressionOf(`printf ${goString(format)}${operands.join('')}`, rest);
    return template(`{{ ${this.#allowed(whole, { text: '', key: '', modifiers: [] }, field).code} }}`);
  }

  /** The name under which templates find the value of a reference. */
  nameOf(reference: Reference): string {
    return this.#book.nameOf(reference);
  }

  #single(placeholder: Placeholder, field: string, after: readonly Modifier[]): Written {
    const modifiers = withoutRoundTrips([...placeholder.modifiers.map(modifierOf), ...after]);
    if (modifiers.length === 0) return { kind: 'reference', reference: this.#reference(placeholder, field) };
    if (modifiers.length === 1 && modifiers[0]?.name === 'base64decode') {
      return { kind: 'reference', reference: { ...this.#reference(placeholder, field), decoding: 'Base64' } };
    }
    const { code, isRaw } = this.#pipeline(placeholder, field, after);
    return template(`{{ ${code} }}`, isRaw);
  }

  #inText(piece: string | Placeholder, field: string): string {
    if (typeof piece === 'string') return templateText(piece);
    const { code, isRaw } = this.#pipeline(piece, field, []);
    // The plugin drops the text around a value that is none; that is hardly meant.
    if (isRaw) throw this.#fault(piece, field, 'it gives an object, and there is text around it');
    return `{{ ${code} }}`;
  }

  #pipeline(placeholder: Placeholder, field: string, after: readonly Modifier[]) {
    const [first, ...rest] = withoutRoundTrips([...placeholder.modifiers.map(modifierOf), ...after]);
    const reference = this.#reference(placeholder, field);
    const isDecoded = first?.name === 'base64decode';
    const name = this.nameOf(isDecoded ? { ...reference, decoding: 'Base64' } : reference);
    const modifiers = first === undefined || isDecoded ? rest : [first, ...rest];
    return this.#allowed(expressionOf(`.${name}`, modifiers), placeholder, field);
  }

  #allowed(expression: Expression, placeholder: Placeholder, field: string) {
    if (expression.kind === 'none') throw this.#fault(placeholder, field, expression.why);
    if (expression.isLax) {
      const what = `the path of ${placeholder.text} becomes "index", which prints <no value> for a member that is absent`;
      const hint = 'try it with esr template, or rename the member to letters, digits and underscores';
      this.#subject.check(convertError('CONVERT_CHECK', { what, hint }, this.#subject.place(field)));
    }
    return expression;
  }

  #reference(placeholder: Placeholder, field: string): Reference {
    const found =
      backends.get(this.#backend)?.(this.#address(placeholder), this.#settings) ?? 'there is no such backend';
    if (typeof found === 'string') throw this.#fault(placeholder, field, found);
    return found;
  }

  #address({ path, key, version }: Placeholder): Address {
    const kvVersion = this.#subject.setting('kv-version');
    // The annotations are for placeholders without a path of their own.
    const used = path === undefined ? this.#subject.setting('secret-version') : version;
    return {
      path: path ?? this.#subject.setting('path') ?? '',
      key,
      ...(used === undefined ? {} : { version: used }),
      ...(kvVersion === undefined ? {} : { kvVersion }),
    };
  }

  #fault({ text }: Placeholder, field: string, why: string) {
    return convertError('CONVERT_PLACEHOLDER', { placeholder: text, why }, this.#subject.place(field));
  }
}

function template(text: string, isRaw = false): Written {
  return { kind: 'template', text, isRaw };
}
