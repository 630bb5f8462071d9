import { manifestError } from '../errors/manifest.ts';
import type { Bytes } from '../go/byte-string.ts';
import { type JsonValue, parseJson } from '../go/json.ts';
import { JsonSyntaxError } from '../go/json-syntax-error.ts';
import { sjsonDelete } from '../go/sjson-delete.ts';
import { sjsonPath } from '../go/sjson-path.ts';
import { sjsonSet } from '../go/sjson-set.ts';

/**
 * A secret's JSON with one property set, as a text.
 *
 * @param before - The value there is; absent for none.
 * @throws ManifestError `PUSH_PROPERTY` where it is no JSON, or an array that no name can be set in: the operator reports
 *   success there and changes nothing.
 */
export function withProperty(
  before: Bytes | undefined,
  { key, property }: { readonly key: string; readonly property: string },
  value: Bytes,
): Bytes {
  const fail = (why: string) => manifestError('PUSH_PROPERTY', { key, property, why });
  const text = before ?? ('' as Bytes);
  if (text.trim() !== '' && parsed(text) === undefined) throw fail('the value there is no JSON');
  const steps = sjsonPath(property);
  if (steps === undefined) throw fail('its path means more than one place');
  const after = sjsonSet(text, steps, value);
  if (after === undefined) throw fail('an array stands there');
  return after;
}

/** A secret's JSON without a property; `undefined` where there is no such property. */
export function withoutProperty(before: Bytes, property: string): Bytes | undefined {
  const steps = sjsonPath(property);
  return steps === undefined || parsed(before) === undefined ? undefined : sjsonDelete(before, steps);
}

/** Whether no value is left in a JSON text: empty objects and arrays alone. */
export function isHollow(text: Bytes): boolean {
  const value = parsed(text)?.value;
  return value !== undefined && !hasLeaf(value);
}

function hasLeaf(value: JsonValue): boolean {
  if (value instanceof Map) return [...(value as ReadonlyMap<Bytes, JsonValue>).values()].some(hasLeaf);
  return Array.isArray(value) ? (value as readonly JsonValue[]).some(hasLeaf) : true;
}

function parsed(text: Bytes): { readonly value: JsonValue } | undefined {
  try {
    return { value: parseJson(text, { keepNumbers: true }) };
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
