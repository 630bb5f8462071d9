/** Values shorter than this are not masked: any text holds them, and masking them would only spoil it. */
const leastBytes = 4;
/** Values shorter than this are masked as whole words only: the value "root" is no part of the name "rootname". */
const wordBytes = 8;
const mask = '<redacted>';

/**
 * Knows every fetched value and every credential of a run, and masks them in text.
 *
 * @remarks
 * The last line of defence: errors are worded without values in the first place. Masked are a value
 * itself, each longer line of it, its base64 and base64url text at any alignment, its hex, and its URL- and JSON-escaped
 * forms.
 */
export class Redactor {
  readonly #values = new Map<string, Buffer>();
  #forms: readonly Form[] | undefined;
  readonly #admitted: (() => Iterable<string>)[] = [];
  #documents: readonly string[] | undefined;

  /** Takes a value that may never be written. */
  conceal(value: Uint8Array | string): void {
    const bytes = Buffer.from(value as Uint8Array);
    if (bytes.length < leastBytes) return;
    this.#values.set(bytes.toString('latin1'), bytes);
    this.#forms = undefined;
  }

  /** Takes texts of documents that are no values: what whoever wrote them knows already. Asked for where one matters. */
  admit(texts: () => Iterable<string>): void {
    this.#admitted.push(texts);
    this.#documents = undefined;
  }

  /** The text with `<redacted>` in the place of every known value, whatever its form. */
  mask(text: string): string {
    return this.#mask(text, () => true);
  }

  /**
   * As `mask`, for a message: what stands in the documents is left as it is.
   *
   * @remarks
   * Messages are made of names that documents give to things. Were those masked that happen to be a value too, then whoever
   * writes a document could try words, and see in an error which of them is a password of the platform's.
   */
  maskMessage(text: string): string {
    return this.#mask(text, (form) => {
      this.#documents ??= this.#admitted.flatMap((texts) => [...texts()]);
      return !this.#documents.some((document) => holds(document, form));
    });
  }

  #mask(text: string, isHidden: (form: Form) => boolean): string {
    this.#forms ??= formsOf([...this.#values.values()]);
    let masked = text;
    for (const form of this.#forms) {
      if (!holds(masked, form) || !isHidden(form)) continue;
      masked = form.word === undefined ? masked.split(form.text).join(mask) : masked.replace(form.word, mask);
    }
    return masked;
  }
}

function holds(text: string, { text: form, word }: Form): boolean {
  return text.includes(form) && (word === undefined || text.search(word) >= 0);
}

interface Form {
  readonly text: string;
  /** Matches the form as a whole word; absent where it is masked wherever it stands. */
  readonly word: RegExp | undefined;
}

/** Every form of every value, the longest first, so that no part of one is left when a shorter one is cut out of it. */
function formsOf(values: readonly Buffer[]): readonly Form[] {
  const forms = new Map<string, Form>();
  for (const value of values) {
    for (const text of textForms(value)) {
      const word = value.length < wordBytes ? wholeWord(text) : undefined;
      if (text.length >= leastBytes && !forms.has(text)) forms.set(text, { text, word });
    }
    for (const text of [...base64Forms(value), value.toString('hex')]) {
      if (text.length >= leastBytes) forms.set(text, { text, word: undefined });
    }
  }
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length);
}

function wholeWord(text: string): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'gu');
}

function textForms(value: Buffer): readonly string[] {
  const text = value.toString('utf8');
  const lines = text.split(/\r?\n/).filter((line) => line.trim().length >= 8);
  return [text, text.trim(), ...(lines.length > 1 ? lines : [])].flatMap((part) => [
    part,
    jsonEscaped(part),
    htmlSafe(jsonEscaped(part)),
    ...urlEscaped(part),
  ]);
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

// As Go's encoding/json writes it.
function htmlSafe(json: string): string {
  return json.replace(/[<>&]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`);
}

function urlEscaped(text: string): readonly string[] {
  const component = encodeURIComponent(text.toWellFormed());
  const strict = component.replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return [
    component,
    strict,
    strict.replace(/%20/g, '+'),
    strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  ];
}

/** What base64 makes of a value wherever it begins inside a longer text: the letters that only the value decides. */
function base64Forms(value: Buffer): readonly string[] {
  const standard = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), value])
      .toString('base64')
      .replace(/=+$/, '');
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + value.length) * 8) / 6);
    return encoded.slice(start, end);
  });
  const padded = value.toString('base64');
  return [padded, ...standard].flatMap((form) => [form, form.replace(/\+/g, '-').replace(/\//g, '_')]);
}
