import { createHmac } from 'node:crypto';
import type { ExternalSecret } from '../../model/external-secret.ts';
import type { ObjectName } from '../../model/place.ts';
import type { Rendered, RenderedObject, RenderedSecret } from '../../model/secret.ts';
import { referencesOf } from './references-of.ts';
import type { Change, FieldDiff, Fingerprint, KeyDiff, SecretDiff } from './secret-diff.ts';

/** One object of a render, whoever took part in it. */
interface Made {
  readonly object: ObjectName;
  readonly fields: ReadonlyMap<string, string>;
  readonly data: ReadonlyMap<string, Fingerprint>;
  readonly references: ReadonlyMap<string, string>;
  readonly from: ExternalSecret;
}

/**
 * Compares two renders, Secret by Secret and key by key.
 *
 * @param key - Key of the fingerprints, one for both: equal values have equal ones, and short ones cannot be guessed.
 * @returns What differs, sorted by name.
 */
export function diffRendered(
  before: readonly Rendered[],
  after: readonly Rendered[],
  key: Uint8Array,
): readonly SecretDiff[] {
  const [old, now] = [madeIn(before, key), madeIn(after, key)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return names.flatMap((name) => differenceOf(old.get(name), now.get(name)) ?? []);
}

function differenceOf(before: Made | undefined, after: Made | undefined): SecretDiff | undefined {
  const one = after ?? before;
  if (one === undefined) return undefined;
  const keys = changes(before?.data, after?.data, (a, b) => a.mark === b.mark).map(
    ({ name, ...rest }): KeyDiff => ({ key: name, ...rest }),
  );
  const same = (a: string, b: string) => a === b;
  const named = ({ name, ...rest }: Entry<string>): FieldDiff => ({ field: name, ...rest });
  const fields = changes(before?.fields, after?.fields, same).map(named);
  const references = changes(before?.references, after?.references, same).map(named);
  const change: Change = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  if (change === 'changed' && keys.length + fields.length + references.length === 0) return undefined;
  return { object: one.object, change, keys, fields, references, place: one.from.place() };
}

interface Entry<T> {
  readonly name: string;
  readonly change: Change;
  readonly from?: T;
  readonly to?: T;
}

function changes<T>(
  before: ReadonlyMap<string, T> = new Map(),
  after: ReadonlyMap<string, T> = new Map(),
  same: (a: T, b: T) => boolean,
): readonly Entry<T>[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((name): readonly Entry<T>[] => {
    const [from, to] = [before.get(name), after.get(name)];
    if (from === undefined && to !== undefined) return [{ name, change: 'added', to }];
    if (from !== undefined && to === undefined) return [{ name, change: 'removed', from }];
    if (from === undefined || to === undefined || same(from, to)) return [];
    return [{ name, change: 'changed', from, to }];
  });
}

function madeIn(rendered: readonly Rendered[], key: Uint8Array): ReadonlyMap<string, Made> {
  const made = new Map<string, Made>();
  for (const result of rendered) {
    if (result.form !== 'secret' && result.form !== 'object') continue;
    const one = result.form === 'secret' ? secretMade(result, key) : objectMade(result, key);
    const name = JSON.stringify([one.object.kind, one.object.namespace, one.object.name]);
    const before = made.get(name);
    made.set(name, before === undefined ? one : merged(before, one));
  }
  return made;
}

/** Several ExternalSecrets may merge into one Secret. */
function merged(first: Made, second: Made): Made {
  return {
    ...first,
    fields: new Map([...first.fields, ...second.fields]),
    data: new Map([...first.data, ...second.data]),
    references: new Map([...first.references, ...second.references]),
  };
}

function secretMade(secret: RenderedSecret, key: Uint8Array): Made {
  const { name, namespace, type, labels, annotations, immutable, data, from } = secret;
  const mark = (value: Uint8Array): Fingerprint => ({ bytes: value.length, mark: markOf(value, key) });
  return {
    object: { kind: 'Secret', ...(namespace === undefined ? {} : { namespace }), name },
    fields: new Map([
      ['type', type],
      ['immutable', String(immutable)],
      ['creationPolicy', from.spec.target.creationPolicy],
      ['deletionPolicy', from.spec.target.deletionPolicy],
      // They may be made of values.
      ...[...labels].map(([label, value]) => [`label ${label}`, hidden(value, key)] as const),
      ...[...annotations].map(([label, value]) => [`annotation ${label}`, hidden(value, key)] as const),
    ]),
    data: new Map([...data].map(([name, value]) => [name, mark(value.reveal())])),
    references: referencesOf(from),
    from,
  };
}

function objectMade({ value, from }: RenderedObject, key: Uint8Array): Made {
  const { target } = from.spec;
  const { kind = '?' } = target.manifest ?? {};
  const { namespace, name } = from.metadata;
  const bytes = Buffer.from(
    JSON.stringify(value, (_name, held: unknown) => (typeof held === 'bigint' ? String(held) : held)),
  );
  return {
    object: { kind, ...(namespace === undefined ? {} : { namespace }), name: target.name ?? name },
    fields: new Map(),
    data: new Map([['(all of it)', { bytes: bytes.length, mark: markOf(bytes, key) }]]),
    references: referencesOf(from),
    from,
  };
}

function hidden(text: string, key: Uint8Array): string {
  return `#${markOf(Buffer.from(text), key)}`;
}

function markOf(value: Uint8Array, key: Uint8Array): string {
  return createHmac('sha256', key).update(value).digest('hex').slice(0, 12);
}
