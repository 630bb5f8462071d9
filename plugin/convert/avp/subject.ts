import type { ManifestError } from '../../errors/manifest.ts';
import type { Json, JsonObject, ParsedDocument } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import { findPlaceholders, type Pieces } from './find-placeholders.ts';

const own = 'avp.kubernetes.io/';

/** An object that may hold placeholders, with what its annotations say of them. */
export class Subject {
  readonly value: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: ReadonlyMap<string, string>;
  /** Those of the plugin left out. */
  readonly annotations: ReadonlyMap<string, string>;
  readonly #settings: ReadonlyMap<string, string>;
  readonly #document: ParsedDocument;
  readonly #check: (remark: ManifestError) => void;

  constructor(document: ParsedDocument, check: (remark: ManifestError) => void) {
    const { value } = document;
    const metadata = mapOf(value['metadata']);
    const annotations = textsOf(metadata.get('annotations'));
    this.value = value;
    this.apiVersion = textOf(value['apiVersion']);
    this.kind = textOf(value['kind']);
    this.name = textOf(metadata.get('name'));
    this.namespace = textOf(metadata.get('namespace')) || undefined;
    this.labels = textsOf(metadata.get('labels'));
    this.annotations = new Map([...annotations].filter(([name]) => !name.startsWith(own)));
    this.#settings = new Map([...annotations].filter(([name]) => name.startsWith(own)));
    this.#document = document;
    this.#check = check;
  }

  /** What the plugin's annotation `avp.kubernetes.io/NAME` says. */
  setting(name: string): string | undefined {
    return this.#settings.get(own + name);
  }

  /** Whether one of the plugin's switches is on; it reads them as Go does. */
  isOn(name: string): boolean {
    return /^(1|t|T|TRUE|true|True)$/.test(this.setting(name) ?? '');
  }

  pieces(text: string): Pieces {
    return findPlaceholders(text, this.setting('path') !== undefined);
  }

  /** Whether a value, or anything below it, holds a placeholder; keys do not count. */
  holds(value: Json | undefined): boolean {
    if (typeof value === 'string') return this.pieces(value).some((piece) => typeof piece !== 'string');
    if (Array.isArray(value)) return value.some((item: Json) => this.holds(item));
    return typeof value === 'object' && value !== null && Object.values(value).some((part: Json) => this.holds(part));
  }

  place(field: string): Place {
    const object =
      this.namespace === undefined
        ? { kind: this.kind, name: this.name }
        : { kind: this.kind, namespace: this.namespace, name: this.name };
    return { ...this.#document.place(field), object };
  }

  check(remark: ManifestError): void {
    this.#check(remark);
  }
}

function mapOf(value: Json | undefined): ReadonlyMap<string, Json> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

function textsOf(value: Json | undefined): ReadonlyMap<string, string> {
  return new Map([...mapOf(value)].flatMap(([key, part]) => (typeof part === 'string' ? [[key, part]] : [])));
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
