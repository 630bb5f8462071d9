/** Values shorter than this are not masked: any text holds them, and masking them would only spoil it. */
const leastBytes = 4;
const mask = '<redacted>';

/**
 * Knows every fetched value and every credential of a run, and masks them in text.
 *
 * @remarks
 * The last line of defence (design.md 11): errors are worded without values in the first place. Masked are a value
 * itself, each longer line of it, its base64 and base64url text at any alignment, its hex, and its URL- and JSON-escaped
 * forms.
 */
export class Redactor {
  readonly #values = new Map<string, Buffer>();
  #forms: readonly string[] | undefined;

  /** Takes a value that may never be written. */
  conceal(value: Uint8Array | string): void {
    const bytes = Buffer.from(value as Uint8Array);
    if (bytes.length < leastBytes) return;
    this.#values.set(bytes.toString('latin1'), bytes);
    this.#forms = undefined;
  }

  /** The text with `<redacted>` in the place of every known value, whatever its form. */
  mask(text: string): string {
    this.#forms ??= formsOf([...this.#values.values()]);
    let masked = text;
    for (const form of this.#forms) {
      if (masked.includes(form)) masked = masked.split(form).join(mask);
    }
    return masked;
  }
}

/** Every form of every value, the longest first, so that no part of one is left when a shorter one is cut out of it. */
function formsOf(values: readonly Buffer[]): readonly string[] {
  const forms = new Set<string>();
  for (const value of values) {
    for (const form of [...textForms(value), ...base64Forms(value), value.toString('hex')]) {
      if (form.length >= leastBytes) forms.add(form);
    }
  }
  return [...forms].sort((a, b) => b.length - a.length);
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
