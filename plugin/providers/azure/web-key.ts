import { type Bytes, bytesOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson, quoteJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';

/** The members of a JSON web key, in the order of the operator's default client. */
const members = [
  'kid',
  'kty',
  'key_ops',
  ...['n', 'e', 'd', 'dp', 'dq', 'qi', 'p', 'q', 'k', 'key_hsm'],
  'crv',
  'x',
  'y',
] as const;

const texts = new Set(['kid', 'kty', 'key_ops', 'crv']);

/**
 * Writes a JSON web key as the operator gives it.
 *
 * @remarks
 * Its default client has an order of its own, and the numbers as the vault writes them; the newer one sorts the members, and
 * reads the numbers and writes them anew.
 */
export function webKeyJson(key: JsonObject, isNewClient: boolean): Bytes {
  const present = members.flatMap((name): [string, JsonValue][] => {
    const value = memberOf(key[name]);
    if (value === undefined) return [];
    return [[name, isNewClient && !texts.has(name) ? canonical(value) : value]];
  });
  const ordered = isNewClient ? present.sort(([a], [b]) => (a < b ? -1 : 1)) : present;
  return `{${ordered.map(([name, value]) => `${quoteJson(bytesOf(name))}:${marshalJson(value)}`).join(',')}}` as Bytes;
}

function memberOf(member: JsonObject[string] | undefined): JsonValue | undefined {
  if (typeof member === 'string') return member === '' ? undefined : bytesOf(member);
  if (!Array.isArray(member)) return undefined;
  return (member as readonly unknown[]).map((one) => bytesOf(String(one)));
}

function canonical(value: JsonValue): JsonValue {
  return bytesOf(Buffer.from(String(value), 'base64url').toString('base64url'));
}
