import type { EsrError } from '../errors/esr-error.ts';
import { throwAll } from '../errors/map-all.ts';
import { pushError } from '../errors/push.ts';
import type { PlannedPush, Removal } from '../model/push.ts';
import type { Run, Warning } from '../model/run.ts';
import type { Source } from '../model/source.ts';
import type { Store } from '../providers/provider.ts';
import { openWriters } from './fetch/open-writers.ts';
import { type PreparedPush, preparePush } from './prepare-push.ts';
import { type CheckedItem, checkItems } from './push/check-items.ts';
import { isFoundInPart } from './push/is-found-in-part.ts';
import { isSourceGone } from './push/is-source-gone.ts';
import type { PushRecord } from './push/record.ts';
import { recordBook } from './push/record-book.ts';
import { removalsOf } from './push/removals-of.ts';
import { settleRecord } from './push/settle-record.ts';
import { warnOverlaps } from './push/warn-overlaps.ts';
import { writeItems } from './push/write-items.ts';
import { type FoundItems, pushItems } from './push-items.ts';

/** How sources are pushed. */
export interface PushRequest {
  /** Whether anything is written; a dry run otherwise. */
  readonly apply: boolean;
  /** Whether it is an error that there is nothing to push. */
  readonly strict: boolean;
  /** What earlier runs pushed, where somebody keeps it. */
  readonly record?: PushRecord | undefined;
  /** Keeps the record. Called before each write, so that a run that is cut off forgets nothing. */
  save(record: PushRecord): Promise<void>;
}

/** What a push came to, or would. */
export interface PushResult {
  /** In the order of the writes. */
  readonly items: readonly CheckedItem[];
  readonly removals: readonly Removal<Store>[];
  /** What did not keep the rest from being pushed: sources that are gone. */
  readonly faults: readonly EsrError[];
}

/**
 * Pushes the Secrets that the PushSecrets of the sources select, behind load: everything is checked, and then written.
 *
 * split → collect → plan → fetch → assemble → template → push
 *
 * @throws EsrErrors with everything that is wrong, and then nothing was written; or with what stopped the writing half-way.
 */
export async function pushSources(sources: readonly Source[], request: PushRequest, run: Run): Promise<PushResult> {
  const { apply, strict, record, save } = request;
  const empty: Warning[] = [];
  const telling: Run = {
    ...run,
    warn: (warning) => (strict && isEmptiness.has(warning.code) ? void empty.push(warning) : run.warn(warning)),
  };
  const book = recordBook(record?.pushed ?? []);
  const prepared = await preparePush(sources, record, telling);
  if (prepared.count === 0) telling.warn({ code: 'PUSH_NONE', says: 'there is no PushSecret in the input' });
  const asksCluster = run.config.cluster.enabled;
  const { inventory, planned } = prepared;
  const signs = { book, asksCluster, inventory, others: planned.leftAlone.keys() };
  const look = { isDry: !apply, isGone: (push: PlannedPush<Store>) => isSourceGone(push, signs) };
  const found = await pushItems(prepared, look, telling);
  const isPartial = (push: PlannedPush<Store>) => isFoundInPart(push, signs);
  warnOverlaps(found.items, telling);
  if (apply && record === undefined) warnUnrecorded(prepared, telling);
  throwAll(empty.map(({ says, place }) => pushError('PUSH_STRICT', { says }, place)));

  const writers = await openWriters(inventory.supporting, run);
  try {
    const items = await checkItems(found.items, writers.of);
    const removals = await removalsOf(removable(prepared, found, isPartial), items, writers.of);
    const keep = async () => {
      if (record !== undefined) await save({ ...record, pushed: book.all() });
    };
    if (apply) {
      const inCluster = [...found.found].filter(([, sources]) => sources.fromCluster === true);
      const fromCluster = new Set(inCluster.map(([push]) => push.pushSecret));
      await writeItems({
        ...{ items, removals, writerOf: writers.of },
        async wrote({ action, pushSecret, target, entry }) {
          const { namespace = '', name } = pushSecret.metadata;
          if (action === 'skip' || book.has({ namespace, name }, target, entry.ref)) return;
          const { deletionPolicy } = pushSecret.spec;
          const noted = { deletionPolicy, ...(fromCluster.has(pushSecret) ? { fromCluster: true as const } : {}) };
          book.add({ namespace, name }, noted, target, entry.ref);
          await keep();
        },
        async removed({ pushSecret, target, ref }) {
          book.remove(pushSecret, target, ref);
          await keep();
        },
      });
      const whole = new Map([...found.found].filter(([push]) => !isPartial(push)));
      settleRecord(book, { found: whole, items, cleared: [...prepared.gone, ...namesOf(found.withoutSource)] });
      await keep();
    }
    return { items, removals, faults: goneFaults(found.withoutSource, removals, apply) };
  } finally {
    await writers.close();
  }
}

/** Of what may have to go, what does: a PushSecret that pushes nothing now, for lack of stores or Secrets, keeps what it has. */
function removable(
  { recorded, gone }: PreparedPush,
  { found, withoutSource }: FoundItems,
  isPartial: (push: PlannedPush<Store>) => boolean,
): readonly Removal<Store>[] {
  const going = new Set([...gone, ...namesOf(withoutSource)].map(({ namespace, name }) => `${namespace}/${name}`));
  for (const [push, { sources }] of found) {
    if (sources.length > 0 && !isPartial(push)) going.add(`${push.namespace}/${push.pushSecret.metadata.name}`);
  }
  return recorded.filter(({ pushSecret }) => going.has(`${pushSecret.namespace}/${pushSecret.name}`));
}

function namesOf(pushes: readonly PlannedPush<Store>[]) {
  return pushes.map(({ pushSecret, namespace }) => ({ namespace, name: pushSecret.metadata.name }));
}

function goneFaults(
  withoutSource: readonly PlannedPush<Store>[],
  removals: readonly Removal<Store>[],
  applied: boolean,
): readonly EsrError[] {
  return withoutSource.map(({ pushSecret, namespace }) => {
    const own = removals.filter(
      (one) => one.pushSecret.namespace === namespace && one.pushSecret.name === pushSecret.metadata.name,
    );
    const facts = { name: pushSecret.spec.selector.secret?.name ?? '', removed: own.length, applied };
    return pushError('PUSH_SOURCE_GONE', facts, pushSecret.place('spec.selector.secret.name'));
  });
}

function warnUnrecorded({ pushes }: PreparedPush, run: Run): void {
  for (const { pushSecret } of pushes) {
    if (pushSecret.spec.deletionPolicy !== 'Delete') continue;
    run.warn({
      code: 'PUSH_UNRECORDED',
      says: 'deletionPolicy is Delete, and nothing remembers what is pushed: nothing will be removed later',
      hint: 'keep a record with --state FILE, or push.stateFile in the configuration',
      place: pushSecret.place('spec.deletionPolicy'),
    });
  }
}

/** Remarks that mean that there is nothing to push. */
const isEmptiness = new Set([
  'PUSH_NONE',
  'PUSH_NO_STORE',
  'PUSH_NO_SECRET',
  'PUSH_NO_KEY',
  'PUSH_NOTHING',
  'CLUSTER_MATCHES_NONE',
]);
