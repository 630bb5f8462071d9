import { connectionError } from '../errors/connection.ts';
import { manifestError } from '../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, textOf } from '../go/byte-string.ts';
import { type JsonValue, parseJson } from '../go/json.ts';
import { JsonSyntaxError } from '../go/json-syntax-error.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { Extracted } from './provider.ts';

/**
 * The members of a JSON object of texts: the text-map class (providers.md 1.6).
 *
 * @remarks Go reads it into a `map[string]string`: null is an empty text, and for the whole it is no member at all.
 */
export function extractTexts(value: Sensitive): Extracted {
  const members = membersOf(bytesFromBuffer(value.reveal()));
  if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
  const values = new Map<string, Sensitive>();
  for (const [key, member] of members) {
    const name = textOf(key);
    if (member !== null && typeof member !== 'string') {
      return { kind: 'failed', error: connectionError('EXTRACT_NOT_TEXT', { name }) };
    }
    values.set(name, new Sensitive(bufferOf(member ?? ('' as Bytes))));
  }
  return { kind: 'values', values };
}

function membersOf(text: Bytes): ReadonlyMap<Bytes, JsonValue> | undefined {
  try {
    const value = parseJson(text);
    if (value === null) return new Map();
    return value instanceof Map ? (value as ReadonlyMap<Bytes, JsonValue>) : undefined;
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
