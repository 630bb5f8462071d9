import type { EsrError } from '../errors/esr-error.ts';
import { fakeError } from '../errors/fake.ts';
import { manifestError } from '../errors/manifest.ts';
import { storeError } from '../errors/store.ts';
import type { JsonObject } from '../model/document.ts';
import { Sensitive } from '../model/sensitive.ts';
import { convertNames } from './convert-names.ts';
import { nameMatcher } from './name-matcher.ts';
import { extractRaw, pathOnly, selectRaw } from './property.ts';
import type { Answer, Client, Find, Match, Provider, PushEntry, RemoteRef, Selected, StoreInfo } from './provider.ts';

// Fake: values that stand in the store's own document. ESO: providers/v1/fake/fake.go.

interface Datum {
  readonly key: string;
  readonly value: string;
  readonly version: string;
  /** Written by a PushSecret, and so free to be written again. */
  readonly pushed?: boolean;
}

/** `validationResult` of a store that says of itself that it is not ready. */
const notReady = 2;

/** Values that stand in the store's own document. */
export const provider: Provider = {
  capabilities: 'ReadWrite',

  validate(spec, info) {
    return dataOf(spec).flatMap(({ key, value }, index): EsrError[] => {
      const place = (field: string) => info.place(`data[${index}].${field}`);
      return [
        ...(key === '' ? [fakeError('FAKE_EMPTY', { field: 'key', index }, place('key'))] : []),
        ...(value === '' ? [fakeError('FAKE_EMPTY', { field: 'value', index }, place('value'))] : []),
      ];
    });
  },

  open(spec, info) {
    const { kind, namespace, name } = info;
    return {
      identity: JSON.stringify([kind, namespace, name, spec]),
      // The fake keeps no metadata: metadataPolicy is not looked at.
      ref: ({ key, version }) => (version ? { key, version } : { key }),
      select: (value, entry) => orMissing(selectRaw(value, entry, pathOnly)),
      extract(value, entry) {
        const part = orMissing(selectRaw(value, entry, pathOnly));
        return part.kind === 'value' ? extractRaw(part.value, { key: entry.key }, pathOnly) : part;
      },
      async connect() {
        if (spec['validationResult'] === notReady) throw storeError('STORE_NOT_READY', { store: `${kind} "${name}"` });
        return connectTo(dataOf(spec), info);
      },
    };
  },
};

/** Only here an absent property counts as an absent secret, which a deletionPolicy may leave out. */
function orMissing(selected: Selected): Selected {
  return selected.kind === 'failed' && selected.error.code === 'PROPERTY_MISSING' ? { kind: 'missing' } : selected;
}

function dataOf(spec: JsonObject): readonly Datum[] {
  const { data } = spec as { data?: readonly Partial<Datum>[] };
  return (data ?? []).map(({ key = '', value = '', version = '' }) => ({ key, value, version }));
}

function connectTo(data: readonly Datum[], info: StoreInfo): Client {
  // Key and version run together: `a` at `v2` and `av2` are one entry, and the later one wins.
  const table = new Map(data.map((datum) => [`${datum.key}${datum.version}`, datum]));
  return {
    batch: 1000,
    read: async (refs) => refs.map((ref) => answer(table, ref)),
    find: async (query) => find(table, query),
    check: () => Promise.resolve(),
    writer: {
      existsByKey: true,
      exists: async ({ key }) => table.has(key),
      async check({ ref }) {
        refuseTaken(table, ref.key, info);
        return table.has(ref.key) ? 'update' : 'create';
      },
      push: async (entry) => push(table, entry, info),
      // The operator's fake forgets nothing.
      delete: () => Promise.resolve(),
    },
  };
}

function answer(table: ReadonlyMap<string, Datum>, { key, version = '' }: RemoteRef): Answer {
  const datum = table.get(`${key}${version}`);
  if (datum === undefined || datum.version !== version) return { kind: 'missing' };
  return { kind: 'value', value: new Sensitive(datum.value) };
}

/** Of several versions of a key the greatest counts, as text: none, then `v10`, then `v2`. */
function find(table: ReadonlyMap<string, Datum>, query: Find): readonly Match[] {
  if (query.name === undefined) throw manifestError('FIND_NAME', { provider: 'fake' });
  const matches = nameMatcher(query.name);
  const latest = new Map<string, Datum>();
  for (const [key, datum] of table) {
    const name = key.slice(0, key.length - datum.version.length);
    const before = latest.get(name);
    if (matches(name) && (before === undefined || before.version < datum.version)) latest.set(name, datum);
  }
  const sorted = [...latest].sort(([a], [b]) => (a < b ? -1 : 1));
  const found = sorted.map(([name, { value }]) => ({ name, value: new Sensitive(value) }));
  return convertNames(found, query.conversionStrategy);
}

function push(table: Map<string, Datum>, { ref, data, secretKey }: PushEntry, info: StoreInfo): void {
  refuseTaken(table, ref.key, info);
  const value = secretKey === undefined ? undefined : data.get(secretKey);
  const text = value?.reveal().toString('utf8') ?? '';
  table.set(ref.key, { key: ref.key, value: text, version: '', pushed: true });
}

function refuseTaken(table: ReadonlyMap<string, Datum>, key: string, { name }: StoreInfo): void {
  const before = table.get(key);
  if (before !== undefined && before.pushed !== true) throw fakeError('FAKE_TAKEN', { key, store: name });
}
