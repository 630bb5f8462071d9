import type { PushResult } from '../pipeline/push-sources.ts';
import type { Style } from './screen/style.ts';

/** How a result is shown. */
export interface PushShow {
  /** Whether it was written, or would be. */
  readonly apply: boolean;
  /** The fingerprint of a value under the run's key. */
  fingerprint(value: Uint8Array): string;
  /** Masks known values in text. */
  mask(text: string): string;
  readonly style: Style;
}

/** One place in a store, and what becomes of it. */
export interface PushRow {
  readonly action: PushResult['items'][number]['action'] | 'delete';
  readonly store: string;
  readonly key: string;
  readonly property: string | undefined;
  readonly pushSecret: string;
  /** The Secret that the value comes from; absent for what is removed. */
  readonly secret?: string;
  /** Absent for what is removed, and for what is made when it is applied. */
  readonly value?: { readonly bytes: number; readonly fingerprint: string; readonly keys?: number };
  /** The fingerprint of what is there and changes, where it can be compared. */
  readonly before?: string;
}

/** The operator's name for what a generator gave. */
const generated = '___generated-secret';

/** What a push writes and removes, a place a row, in the order of the writes. No value is in it. */
export function pushRows({ items, removals }: PushResult, { apply, fingerprint, mask }: PushShow): readonly PushRow[] {
  const written = items.map(({ action, before, target, entry, pushSecret, place }): PushRow => {
    const { namespace, name } = pushSecret.metadata;
    const isMadeLater = entry.secret.name === generated && !apply;
    return {
      action,
      store: target.storeName,
      // What `dataTo` makes a key of may be a value; what the manifest says is none.
      key: place.field?.startsWith('spec.dataTo') === true ? mask(entry.ref.key) : entry.ref.key,
      property: entry.ref.property,
      pushSecret: `${namespace}/${name}`,
      secret: entry.secret.name === generated ? 'generator' : `${entry.secret.namespace}/${entry.secret.name}`,
      ...(isMadeLater ? {} : { value: shownValue(entry, fingerprint) }),
      ...(before === undefined ? {} : { before: fingerprint(before.reveal()) }),
    };
  });
  const removed = removals.map(({ target, ref, pushSecret }): PushRow => {
    const { key, property } = ref;
    const { namespace, name } = pushSecret;
    return { action: 'delete', store: target.storeName, key, property, pushSecret: `${namespace}/${name}` };
  });
  return [...written, ...removed];
}

/** Of a whole Secret all keys and values count. */
function shownValue(
  { data, secretKey }: PushResult['items'][number]['entry'],
  fingerprint: PushShow['fingerprint'],
): NonNullable<PushRow['value']> {
  const one = secretKey === undefined ? undefined : data.get(secretKey);
  if (one !== undefined) return { bytes: one.length, fingerprint: fingerprint(one.reveal()) };
  const all = [...data].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = all.flatMap(([key, value]) => [Buffer.from(`${key}\0${value.length}\0`), value.reveal()]);
  const bytes = all.reduce((sum, [, value]) => sum + value.length, 0);
  return { bytes, fingerprint: fingerprint(Buffer.concat(parts)), keys: all.length };
}
