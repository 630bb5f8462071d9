import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import { byteValue } from '../../go/byte-value.ts';
import { gjsonGet } from '../../go/gjson.ts';
import { type JsonReading, type JsonValue, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { propertyMissing } from '../property-missing.ts';
import type { EntryRef, Extracted, Selected } from '../provider.ts';

// How parts of a Vault secret become bytes: decoded, and written anew as Go does (go/byte-value.ts).
// A read value is the JSON text of the secret's data, numbers spelled as the server sent them.

/**
 * `data[]`: the whole text, or the part that `property` chooses.
 *
 * @remarks
 * A key of that very name comes first, then a gjson path into the text. ESO: `providers/v1/vault/client_get.go`,
 * `getSecret`.
 * @param usesPaths - Whether paths are tried at all: the openBao provider knows exact names alone.
 */
export function selectTyped(value: Sensitive, { property }: EntryRef, usesPaths: boolean): Selected {
  // No data at all is an empty value, whatever is asked of it.
  if (property === undefined || property === '' || value.length === 0) return { kind: 'value', value };
  const text = bytesFromBuffer(value.reveal());
  const name = bytesOf(property);
  const members = membersOf(text, { keepNumbers: true });
  const literal = members?.get(name);
  const part = literal !== undefined ? byteValue(literal) : usesPaths ? gjsonGet(text, name) : undefined;
  if (part === undefined) return { kind: 'failed', error: propertyMissing(text, property) };
  return { kind: 'value', value: new Sensitive(bufferOf(part)) };
}

/** `extract`: the members of the text, or of the part that `property` chooses, with their numbers as floats. */
export function extractTyped(value: Sensitive, entry: EntryRef, usesPaths: boolean): Extracted {
  const selected = selectTyped(value, entry, usesPaths);
  if (selected.kind !== 'value') return selected;
  const members = membersOf(bytesFromBuffer(selected.value.reveal()), {});
  if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
  const values = [...members].map(
    ([key, member]) => [textOf(key), new Sensitive(bufferOf(byteValue(member)))] as const,
  );
  return { kind: 'values', values: new Map(values) };
}

/** The members of an object; none for null; `undefined` for anything else. */
function membersOf(text: Bytes, reading: JsonReading): ReadonlyMap<Bytes, JsonValue> | undefined {
  try {
    const value = parseJson(text, reading);
    if (value === null) return new Map();
    return value instanceof Map ? (value as ReadonlyMap<Bytes, JsonValue>) : undefined;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
