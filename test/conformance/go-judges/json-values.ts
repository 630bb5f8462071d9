import { type Bytes, bytesOf } from '../../../plugin/go/byte-string.ts';
import { byteValue } from '../../../plugin/go/byte-value.ts';
import { gjsonGet } from '../../../plugin/go/gjson.ts';
import { type JsonReading, type JsonValue, marshalJson, parseJson } from '../../../plugin/go/json.ts';
import { rawMembers } from '../../../plugin/go/json-raw.ts';
import { JsonSyntaxError } from '../../../plugin/go/json-syntax-error.ts';
import { attempt, type Case, inputOf, type Judge, recorded, recordedMap, refused } from './judge.ts';

/** `json-values.json`: what becomes of a stored document; only the facets that were recorded for a case. */
export const jsonValues: Judge = (wanted) => {
  const document = inputOf(wanted);
  const facets = Object.keys(wanted.expected as object);
  return Object.fromEntries(facets.map((facet) => [facet, judgeFacet(facet, document, wanted)]));
};

function judgeFacet(facet: string, document: Bytes, wanted: Case): unknown {
  const property = bytesOf(wanted.property ?? '');
  switch (facet) {
    case 'raw':
      return raw(property === '' ? document : gjsonGet(document, property));
    case 'helper':
      return raw(document);
    case 'vaultSecret': {
      const value = vaultSecret(document, property);
      return value === undefined ? refused : recorded(value);
    }
    case 'vaultMap':
      return vaultMap(vaultSecret(document, property));
    case 'bytes':
      return written(document, byteValue);
    case 'marshalNumber':
      return written(document, marshalJson, { keepNumbers: true, firstOnly: true });
    case 'jsonMarshal':
      return written(document, (value) => marshalJson(value, { escapeHtml: false }));
    default:
      return written(document, marshalJson);
  }
}

function raw(document: Bytes | undefined): unknown {
  const members = document === undefined ? undefined : rawMembers(document);
  return members === undefined ? refused : recordedMap(members);
}

function written(document: Bytes, write: (value: JsonValue) => Bytes, reading: JsonReading = {}): unknown {
  const value = attempt(() => parseJson(document, reading), JsonSyntaxError);
  return value === refused ? refused : recorded(write(value as JsonValue));
}

/** As the Vault provider: numbers as they came; the literal key first, then a path into what Go writes. */
function vaultSecret(document: Bytes, property: Bytes): Bytes | undefined {
  const data = parseJson(document, { keepNumbers: true, firstOnly: true }) as ReadonlyMap<Bytes, JsonValue> | null;
  if (data === null) return undefined;
  if (property === '') return marshalJson(data);
  const value = data.get(property);
  return value === undefined ? gjsonGet(marshalJson(data), property) : byteValue(value);
}

function vaultMap(secret: Bytes | undefined): unknown {
  const value = secret === undefined ? refused : attempt(() => parseJson(secret), JsonSyntaxError);
  if (!(value instanceof Map)) return refused;
  return recordedMap(
    new Map([...(value as ReadonlyMap<Bytes, JsonValue>)].map(([key, each]) => [textKey(key), byteValue(each)])),
  );
}

function textKey(key: Bytes): string {
  return Buffer.from(key, 'latin1').toString('utf8');
}
