import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesOf } from '../../go/byte-string.ts';
import { gjsonGet } from '../../go/gjson.ts';
import { rawMembers } from '../../go/json-raw.ts';
import type { RemoteRefSpec } from '../../model/external-secret.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Answer, Client, EntryRef, Find, Match, Store, StoreInfo } from '../../providers/provider.ts';
import { matchesFind } from './matches-find.ts';
import { placeholder } from './placeholder.ts';

/**
 * A store that answers from given values, and makes up what they lack.
 *
 * @param values - By remote key.
 * @param expected - Members that an extract should give where nothing is known of it; absent: what lacks is missing.
 */
export function offlineStore(
  { kind, namespace, name }: StoreInfo,
  values: ReadonlyMap<string, Bytes> = new Map(),
  expected?: readonly string[],
): Store {
  const madeUp = (entry: EntryRef, part: string): Sensitive =>
    new Sensitive(encoded(placeholder([kind, namespace, name, entry.key, entry.version, entry.property], part), entry));
  return {
    identity: JSON.stringify([kind, namespace, name]),
    ref: ({ key, version }) => (version === undefined ? { key } : { key, version }),
    select(value, entry) {
      const text = values.get(entry.key);
      if (text === undefined) return { kind: 'value', value: madeUp(entry, entry.property ?? lastSegment(entry.key)) };
      if (entry.property === undefined || entry.property === '') return { kind: 'value', value };
      const part = rawMembers(text)?.get(entry.property) ?? gjsonGet(text, bytesOf(entry.property));
      if (part !== undefined) return { kind: 'value', value: new Sensitive(bufferOf(part)) };
      return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property: entry.property }) };
    },
    extract(_value, entry) {
      const text = values.get(entry.key);
      if (text === undefined) {
        const names = expected === undefined || expected.length === 0 ? [lastSegment(entry.key)] : expected;
        return { kind: 'values', values: new Map(names.map((member) => [member, madeUp(entry, member)])) };
      }
      const part = entry.property
        ? (rawMembers(text)?.get(entry.property) ?? gjsonGet(text, bytesOf(entry.property)))
        : text;
      const members = part === undefined ? undefined : rawMembers(part);
      if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
      return {
        kind: 'values',
        values: new Map([...members].map(([key, member]) => [key, new Sensitive(bufferOf(member))])),
      };
    },
    connect: () => Promise.resolve(clientOf(values, expected !== undefined, [kind, namespace, name])),
  };
}

function clientOf(
  values: ReadonlyMap<string, Bytes>,
  placeholders: boolean,
  store: readonly (string | undefined)[],
): Client {
  return {
    batch: 1000,
    read: async (refs) =>
      refs.map(({ key }): Answer => {
        const text = values.get(key);
        if (text !== undefined) return { kind: 'value', value: new Sensitive(bufferOf(text)) };
        return placeholders ? { kind: 'value', value: new Sensitive('') } : { kind: 'missing' };
      }),
    async find(query) {
      const matches = [...values].filter(([key]) => matchesFind(key, query));
      if (matches.length > 0 || !placeholders) {
        return matches.map(([key, text]): Match => ({ name: key, value: new Sensitive(bufferOf(text)) }));
      }
      const name = foundName(query);
      return [{ name, value: new Sensitive(placeholder(store, name)) }];
    },
  };
}

/** A value that has to be decoded is made up encoded. */
function encoded(text: string, entry: EntryRef): string {
  const { decodingStrategy } = entry as RemoteRefSpec;
  const isEncoded = decodingStrategy === 'Base64' || decodingStrategy === 'Base64URL';
  return isEncoded ? Buffer.from(text).toString('base64') : text;
}

function foundName({ path, name }: Find): string {
  const slug = lastSegment(path ?? name?.regexp ?? 'found').replace(/[^A-Za-z0-9]+/g, '');
  return slug === '' ? 'found' : slug;
}

function lastSegment(key: string): string {
  return key.split('/').filter(Boolean).at(-1) ?? key;
}
