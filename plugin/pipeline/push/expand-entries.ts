import { manifestError } from '../../errors/manifest.ts';
import { mapAllAsync } from '../../errors/map-all-async.ts';
import { nearest } from '../../errors/nearest.ts';
import { pushError } from '../../errors/push.ts';
import { bytesOf } from '../../go/byte-string.ts';
import { GoRegexp } from '../../go/regexp.ts';
import type { Json, JsonObject } from '../../model/document.ts';
import type { Place } from '../../model/place.ts';
import type { PlannedPush, PushSource, PushTarget } from '../../model/push.ts';
import type { PushDataTo, PushSecret } from '../../model/push-secret.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { PushEntry, Store } from '../../providers/provider.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';
import { reverseKeys } from './reverse-keys.ts';
import { rewriteKey } from './rewrite-key.ts';

/** One value on its way to one store. */
export interface PushItem {
  readonly pushSecret: PushSecret;
  readonly target: PushTarget<Store>;
  readonly entry: PushEntry;
  readonly place: Place;
}

/** The same before it is checked. */
interface Wanted {
  readonly key: string;
  readonly property?: string;
  readonly secretKey: string;
  readonly metadata?: Json | undefined;
  /** The source's data under the keys that `secretKey` means. */
  readonly data: ReadonlyMap<string, Sensitive>;
  readonly place: Place;
  /** Where the two keys stand; both are `place` where a rule makes them. */
  readonly at: { readonly secretKey: Place; readonly remoteKey: Place };
}

/**
 * Decides what of a source goes where in one store.
 *
 * @remarks
 * ESO: `pushsecret_controller.go`, `expandDataTo`, `mergeDataEntries`, `pushSecretEntry`. An entry of `data` goes
 * before what `dataTo` makes of the same key. Keys are taken in their order, where the operator's is random.
 *
 * @throws EsrErrors with everything that is wrong with the entries, or refused.
 */
export async function expandEntries(
  { pushSecret }: PlannedPush<Store>,
  source: PushSource,
  target: PushTarget<Store>,
  run: Run,
): Promise<readonly PushItem[]> {
  const { data = [], dataTo = [] } = pushSecret.spec;
  const expanded = await mapAllAsync([...dataTo.entries()], async ([index, each]) => {
    const isMeant = targetsStore(each, target, pushSecret.place(`spec.dataTo[${index}].storeRef.labelSelector`));
    return isMeant ? await expandDataTo(each, index, { pushSecret, source, run }) : [];
  });
  const explicit = await mapAllAsync(data, ({ match, metadata, conversionStrategy }, index): Wanted => {
    const field = `spec.data[${index}]`;
    const { remoteKey, property } = match.remoteRef;
    return {
      key: remoteKey,
      ...(property ? { property } : {}),
      secretKey: match.secretKey ?? '',
      metadata,
      data: reverseKeys(source.data, conversionStrategy, pushSecret.place(`${field}.conversionStrategy`)),
      place: pushSecret.place(`${field}.match`),
      at: {
        secretKey: pushSecret.place(`${field}.match.secretKey`),
        remoteKey: pushSecret.place(`${field}.match.remoteRef.remoteKey`),
      },
    };
  });
  const named = new Set(explicit.map(({ secretKey }) => secretKey));
  const wanted = [...expanded.flat().filter(({ secretKey }) => !named.has(secretKey)), ...explicit];
  const first = new Map(wanted.toReversed().map((one) => [idOf(one), one]));
  return await mapAllAsync(wanted, (one) => {
    checkDistinct(one, first.get(idOf(one)) as Wanted);
    return itemOf(one, { pushSecret, source, target });
  });
}

/** A name goes before labels. ESO: `dataToMatchesStore`. */
function targetsStore({ storeRef }: PushDataTo, { kind, name, labels }: PushTarget<Store>, at: Place): boolean {
  if (storeRef === undefined || storeRef.kind !== kind) return false;
  if (storeRef.name) return storeRef.name === name;
  return storeRef.labelSelector !== undefined && matchesSelector(storeRef.labelSelector, labels, at);
}

interface Expansion {
  readonly pushSecret: PushSecret;
  readonly source: PushSource;
  readonly run: Run;
}

/** Keys are matched as the strategy has changed them. ESO: `expandSingleDataTo`. */
async function expandDataTo(
  { match, remoteKey, rewrite = [], metadata, conversionStrategy }: PushDataTo,
  index: number,
  { pushSecret, source, run }: Expansion,
): Promise<readonly Wanted[]> {
  const field = `spec.dataTo[${index}]`;
  const place = pushSecret.place(field);
  const data = reverseKeys(source.data, conversionStrategy, pushSecret.place(`${field}.conversionStrategy`));
  const matches = matcherOf(match?.regexp, pushSecret.place(`${field}.match.regexp`));
  const keys = [...data.keys()].filter(matches).sort();
  if (keys.length === 0) {
    run.warn({ code: 'PUSH_NO_KEY', says: `no key of Secret "${source.name}" matches; nothing is pushed`, place });
    return [];
  }
  if (remoteKey) {
    const bundle = new Map(keys.map((key) => [key, data.get(key) as Sensitive]));
    const at = { secretKey: place, remoteKey: pushSecret.place(`${field}.remoteKey`) };
    return [{ key: remoteKey, secretKey: '', metadata, data: bundle, place, at }];
  }
  return await mapAllAsync(keys, async (secretKey) => {
    const key = await rewriteKey(secretKey, rewrite, { pushSecret, field: `${field}.rewrite`, run });
    if (key === '') throw pushError('PUSH_REMOTE_KEY', { key: secretKey }, place);
    return { key, secretKey, metadata, data, place, at: { secretKey: place, remoteKey: place } };
  });
}

function matcherOf(regexp: string | undefined, at: Place): (key: string) => boolean {
  if (!regexp) return () => true;
  const pattern = GoRegexp.compile(regexp);
  if (pattern === undefined) throw pushError('PUSH_REGEXP', { regexp }, at);
  return (key) => pattern.test(bytesOf(key));
}

function idOf({ key, property }: Wanted): string {
  return JSON.stringify([key, property]);
}

/** Two entries for one place: which one the store would keep is chance. ESO: `validateRemoteKeyUniqueness`. */
function checkDistinct(one: Wanted, first: Wanted): void {
  if (one === first) return;
  const { key, property, secretKey, at } = one;
  throw pushError('PUSH_TWICE', { key, property, from: [first.secretKey, secretKey] }, at.remoteKey);
}

function itemOf(
  { key, property, secretKey, metadata, data, place, at }: Wanted,
  { pushSecret, source, target }: Pick<PushItem, 'pushSecret' | 'target'> & { readonly source: PushSource },
): PushItem {
  const refusal = target.refusal(key);
  if (refusal !== undefined) throw refusal.at(at.remoteKey);
  if (secretKey !== '' && !data.has(secretKey)) {
    const facts = { secret: source.name, key: secretKey, nearest: nearest(secretKey, data.keys()) };
    throw manifestError('PUSH_KEY_MISSING', facts, at.secretKey);
  }
  const entry: PushEntry = {
    ref: { key, ...(property === undefined ? {} : { property }) },
    data,
    ...(secretKey === '' ? {} : { secretKey }),
    ...metadataOf(metadata, place),
    secret: source,
  };
  const within = target.client.store.within?.(entry);
  const ref = within === undefined ? entry.ref : { ...entry.ref, within };
  return { pushSecret, target, entry: { ...entry, ref }, place };
}

function metadataOf(metadata: Json | undefined, place: Place): Pick<PushEntry, 'metadata'> {
  if (metadata === undefined || metadata === null) return {};
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    throw manifestError('PUSH_METADATA', { why: 'is no object' }, place);
  }
  return { metadata: metadata as JsonObject };
}
