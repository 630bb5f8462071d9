import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesOf, textOf } from '../../go/byte-string.ts';
import { gjsonGet } from '../../go/gjson.ts';
import { type JsonValue, marshalJson, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { EntryRef, Extracted } from '../provider.ts';
import { remoteSecret } from './remote-secret.ts';
import { metadataJson } from './select-secret.ts';

/**
 * `extract`: the data as they are; with a property the members of the JSON object at it, each written as JSON, so that texts
 * come with their quotes.
 *
 * @remarks ESO: `providers/v1/kubernetes/client.go`, `GetSecretMap`, `getPropertyMap`.
 */
export function extractSecret(value: Sensitive, { property = '', metadataPolicy }: EntryRef): Extracted {
  const { data, labels, annotations } = remoteSecret(JSON.parse(value.reveal().toString('utf8')) as JsonObject);
  const values: ReadonlyMap<string, Buffer> =
    metadataPolicy === 'Fetch'
      ? new Map([
          ['annotations', bufferOf(metadataJson(annotations))],
          ['labels', bufferOf(metadataJson(labels))],
        ])
      : new Map([...data].sort(([a], [b]) => (a < b ? -1 : 1)));
  if (property !== '') return extractProperty(values, property);
  return { kind: 'values', values: new Map([...values].map(([key, bytes]) => [key, new Sensitive(bytes)])) };
}

/** The path goes through the data as the API writes them: keys to base64. All dots are escaped first, then none. */
function extractProperty(values: ReadonlyMap<string, Buffer>, property: string): Extracted {
  const encoded = [...values].map(([key, bytes]) => [bytesOf(key), bytesOf(bytes.toString('base64'))] as const);
  const document = marshalJson(new Map(encoded), { escapeHtml: false });
  const literal = property.includes('.') ? gjsonGet(document, bytesOf(property.replaceAll('.', '\\.'))) : undefined;
  const found = literal ?? gjsonGet(document, bytesOf(property));
  if (found === undefined) return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property }) };
  const members = membersOf(found);
  if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
  const written = [...members].map(([key, member]) => {
    return [textOf(key), new Sensitive(bufferOf(marshalJson(member, { escapeHtml: false })))] as const;
  });
  return { kind: 'values', values: new Map(written.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The members of an object in base64; none for null; `undefined` for anything else. */
function membersOf(base64: Bytes): ReadonlyMap<Bytes, JsonValue> | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  try {
    const value = parseJson(Buffer.from(base64, 'base64').toString('latin1') as Bytes);
    if (value === null) return new Map();
    return value instanceof Map ? (value as ReadonlyMap<Bytes, JsonValue>) : undefined;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
