import { manifestError } from '../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf } from '../go/byte-string.ts';
import { gjsonGet } from '../go/gjson.ts';
import { rawMembers } from '../go/json-raw.ts';
import { Sensitive } from '../model/sensitive.ts';
import { propertyMissing } from './property-missing.ts';
import type { EntryRef, Extracted, Selected } from './provider.ts';

// How most providers choose parts of a value: of JSON, with each member spelled as it came (go/json-raw.ts). Others have
// rules of their own.

/** How a `property` is looked up in a document. Gives the part's text; `undefined` when there is none. */
export type PropertyRule = (document: Bytes, property: string) => Bytes | undefined;

/** As a gjson path alone: fake, and most others. */
export const pathOnly: PropertyRule = (document, property) => gjsonGet(document, bytesOf(property));

/**
 * First as one literal key, its dots escaped; then as a path: AWS.
 * @remarks All dots or none: `x.y.z` does not find the key `x.y` that holds `z`.
 */
export const literalFirst: PropertyRule = (document, property) => {
  const literal = property.includes('.') ? pathOnly(document, property.replaceAll('.', '\\.')) : undefined;
  return literal ?? pathOnly(document, property);
};

/** First as a path, then as one literal key: Azure. */
export const pathFirst: PropertyRule = (document, property) =>
  pathOnly(document, property) ??
  (property.includes('.') ? pathOnly(document, property.replaceAll('.', '\\.')) : undefined);

/** `data[]`: the whole value, or the part that `property` chooses. An absent part is `PROPERTY_MISSING`. */
export function selectRaw(value: Sensitive, { property }: EntryRef, rule: PropertyRule): Selected {
  if (property === undefined || property === '') return { kind: 'value', value };
  const document = bytesFromBuffer(value.reveal());
  const part = rule(document, property);
  if (part === undefined) return { kind: 'failed', error: propertyMissing(document, property) };
  return { kind: 'value', value: new Sensitive(bufferOf(part)) };
}

/**
 * `extract`: the members of a JSON object, one level deep. A string gives its text, null an empty value, anything else its
 * source text as it stands.
 */
export function extractRaw(value: Sensitive, entry: EntryRef, rule: PropertyRule): Extracted {
  const selected = selectRaw(value, entry, rule);
  if (selected.kind !== 'value') return selected;
  const members = rawMembers(bytesFromBuffer(selected.value.reveal()));
  if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
  const values = new Map([...members].map(([name, member]) => [name, new Sensitive(bufferOf(member))]));
  return { kind: 'values', values };
}
