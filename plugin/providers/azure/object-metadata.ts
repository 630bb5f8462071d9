import type { Bytes } from '../../go/byte-string.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';

/** Times of an object, by their names in the service and in the operator. */
const times = [
  ['exp', 'attribute.expires'],
  ['created', 'attribute.created'],
  ['updated', 'attribute.updated'],
  ['nbf', 'attribute.notBefore'],
] as const;

/**
 * Writes the tags of an object as a JSON object: what `metadataPolicy: Fetch` gives. The operator's default client adds times.
 *
 * @remarks ESO: `keyvault.go`, `getSecretAllMetadata`, `getSecretTag`. Go's `json.Marshal` of a map.
 */
export function objectMetadata({ tags, attributes }: JsonObject, isNewClient: boolean): Bytes {
  const pairs = Object.entries((tags ?? {}) as JsonObject).flatMap(([name, value]): [Bytes, JsonValue][] =>
    typeof value === 'string' ? [[bytesOf(name), bytesOf(value)]] : [],
  );
  const known = (attributes ?? {}) as JsonObject;
  const added = times.flatMap(([from, name]): [Bytes, JsonValue][] => {
    const seconds = known[from];
    return isNewClient || typeof seconds !== 'number' ? [] : [[bytesOf(name), bytesOf(rfc3339(seconds))]];
  });
  return marshalJson(new Map([...pairs, ...added]));
}

function rfc3339(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}
