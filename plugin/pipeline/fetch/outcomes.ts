import { connectionError } from '../../errors/connection.ts';
import { EsrError } from '../../errors/esr-error.ts';
import { faultIn } from '../../errors/fault-in.ts';
import { manifestError } from '../../errors/manifest.ts';
import { policyError } from '../../errors/policy.ts';
import type { Outcome } from '../../model/fetched.ts';
import type { KeyLimit, PlannedClient, PlannedRead, PlannedSelect, PlannedSource } from '../../model/plan.ts';
import type { RemoteRef } from '../../model/remote.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { Answer, Match, Selected, Store } from '../../providers/provider.ts';
import { coversKey } from '../../trust/policy.ts';
import { placeOf } from '../place-of.ts';
import type { FindOnce } from './find-once.ts';
import type { GenerateOnce } from './generate-once.ts';

/** Where the values of entries come from. */
export interface OutcomeSources {
  /** Never rejects. */
  read(client: PlannedClient<Store>, ref: RemoteRef): Promise<Answer>;
  readonly find: FindOnce;
  readonly generate: GenerateOnce;
  conceal(value: Uint8Array): void;
  /** See `Run`: names that a store gives to values are no values. */
  readonly admit?: Run['admit'];
}

/** What was planned to be read, and what came. */
export type Answers = ReadonlyMap<PlannedRead, Answer>;

type Values = ReadonlyMap<string, Sensitive>;

/** What an entry of `data` comes to: the read value, or the part of it that `property` chooses. */
export function outcomeOfSelect(
  entry: PlannedSelect<Store>,
  answers: Answers,
  { conceal }: OutcomeSources,
): Outcome<Sensitive> {
  const choose = (value: Sensitive) => {
    const selected = entry.store.select(value, entry.ref);
    if (selected.kind === 'value') conceal(selected.value.reveal());
    return selected;
  };
  return outcomeOfRead(entry, answers, choose, entry.store.absent?.(entry.ref));
}

/** What an entry of `dataFrom` comes to. */
export async function outcomeOfSource(
  entry: PlannedSource<Store>,
  reading: Promise<Answers>,
  sources: OutcomeSources,
): Promise<Outcome<Values>> {
  if (entry.from === 'nothing') return { kind: 'value', value: new Map() };
  if (entry.from === 'find') return await outcomeOfFind(entry, sources);
  if (entry.from === 'generator') {
    const { generator, reference } = entry;
    const values = await sources.generate(generator);
    if (!(values instanceof EsrError)) return { kind: 'value', value: values };
    const kind = values.code === 'GENERATOR_MISSING' ? 'missing' : 'failed';
    return { kind, error: values.concerning(`${generator.kind} "${generator.name}"`, placeOf(reference)) };
  }
  return outcomeOfRead(entry, await reading, (value) => {
    const extracted = entry.store.extract(value, entry.ref);
    if (extracted.kind !== 'values') return extracted;
    sources.admit?.(() => extracted.values.keys());
    for (const member of extracted.values.values()) sources.conceal(member.reveal());
    return { kind: 'value', value: extracted.values };
  });
}

function outcomeOfRead<T>(
  entry: PlannedSelect<Store>,
  answers: Answers,
  choose: (value: Sensitive) => { readonly kind: 'value'; readonly value: T } | Exclude<Selected, { kind: 'value' }>,
  absent?: EsrError,
): Outcome<T> {
  const { ref, reference } = entry;
  const subject = `${entry.storeName}, key "${ref.key}"`;
  const { version, property } = ref;
  const answer = answers.get(entry.read);
  if (answer === undefined) throw new Error('nothing was read for an entry');
  if (answer.kind === 'missing') {
    if (absent !== undefined) return { kind: 'failed', error: absent.concerning(subject, placeOf(reference)) };
    const error = manifestError('SECRET_MISSING', version === undefined ? {} : { version });
    return { kind: 'missing', error: error.concerning(subject, placeOf(reference)) };
  }
  if (answer.kind === 'failed') return { kind: 'failed', error: answer.error.concerning(subject, placeOf(reference)) };
  const chosen = faultless(() => choose(answer.value));
  if (chosen.kind === 'value') return { kind: 'value', value: chosen.value };
  if (chosen.kind === 'failed') return { kind: 'failed', error: chosen.error.concerning(subject, placeOf(reference)) };
  const facts = { ...(version === undefined ? {} : { version }), ...(property === undefined ? {} : { property }) };
  return { kind: 'missing', error: manifestError('SECRET_MISSING', facts).concerning(subject, placeOf(reference)) };
}

async function outcomeOfFind(
  entry: Extract<PlannedSource<Store>, { from: 'find' }>,
  sources: OutcomeSources,
): Promise<Outcome<Values>> {
  const { client, storeName, find, limit, reference } = entry;
  const matches = await sources.find(client, find);
  if (matches instanceof EsrError) {
    const kind = matches.code === 'FIND_MISSING' ? 'missing' : 'failed';
    return { kind, error: matches.concerning(storeName, placeOf(reference)) };
  }
  const refusal = limit === undefined ? undefined : refusedMatches(matches, limit);
  if (refusal !== undefined) return { kind: 'failed', error: refusal.concerning(storeName, placeOf(reference)) };

  const values = new Map<string, Sensitive>();
  // Asked for together, so that they share batches; put down in the provider's order.
  const chosen = await Promise.all(matches.map((match) => valueOfMatch(match, client, sources)));
  for (const [index, match] of matches.entries()) {
    const { name } = match;
    const value = chosen[index];
    if (value?.kind === 'missing' && 'ref' in match && match.essential === true) {
      const error = connectionError('FIND_MISSING', { what: `"${name}"` });
      return { kind: 'missing', error: error.concerning(storeName, placeOf(reference)) };
    }
    if (value?.kind === 'failed') {
      return { kind: 'failed', error: value.error.concerning(`${storeName}, "${name}"`, placeOf(reference)) };
    }
    // What went away between the listing and the read is not there.
    if (value?.kind === 'value') values.set(name, value.value);
  }
  sources.admit?.(() => values.keys());
  for (const value of values.values()) sources.conceal(value.reveal());
  return { kind: 'value', value: values };
}

async function valueOfMatch(match: Match, client: PlannedClient<Store>, sources: OutcomeSources): Promise<Selected> {
  if ('value' in match) return { kind: 'value', value: match.value };
  const { ref, property } = match;
  const answer = await sources.read(client, ref);
  if (answer.kind !== 'value' || property === undefined) return answer;
  return faultless(() => client.store.select(answer.value, { key: ref.key, property }));
}

/** Names are counted, not shown: what the rule does not cover is not the application's to know. */
function refusedMatches(matches: readonly Match[], limit: KeyLimit): EsrError | undefined {
  const refused = matches.filter(
    (match) => !coversKey(limit, 'ref' in match ? match.ref.key : (match.key ?? match.name)),
  ).length;
  return refused === 0 ? undefined : policyError('POLICY_FOUND', { rule: limit.rule, refused, found: matches.length });
}

/** A provider may throw its faults as well as answer with them. */
function faultless<T>(work: () => T): T | { readonly kind: 'failed'; readonly error: EsrError } {
  try {
    return work();
  } catch (thrown) {
    const error = faultIn(thrown);
    if (error === undefined) throw thrown;
    return { kind: 'failed', error };
  }
}
