import type { PlannedPush, PushedSecret, PushedStore } from '../../model/push.ts';
import type { CheckedItem } from './check-items.ts';
import type { PushName, RecordBook } from './record-book.ts';
import type { FoundSources } from './sources-of.ts';

/** What a push that went through to its end came to. */
export interface SettledPush {
  /** What each PushSecret pushed; one that found no source is not in it. */
  readonly found: ReadonlyMap<PlannedPush<unknown>, FoundSources>;
  readonly items: readonly CheckedItem[];
  /** PushSecrets whose source is gone, and those of the record whose document is. */
  readonly cleared: readonly PushName[];
}

/**
 * Brings the record to what is pushed now.
 *
 * @remarks ESO: `markAsDone`, which puts what was pushed in the place of what the status had. What was there before us and
 * was left alone (IfNotExists) is not ours to remove later, so it is not noted.
 */
export function settleRecord(book: RecordBook, { found, items, cleared }: SettledPush): void {
  for (const name of cleared) book.settle(name, undefined);
  for (const [{ pushSecret, namespace }, { sources, fromCluster }] of found) {
    if (sources.length === 0) continue;
    const { name } = pushSecret.metadata;
    const own = items.filter((item) => item.pushSecret === pushSecret);
    const pushed = own.filter(
      ({ action, target, entry }) => action !== 'skip' || book.has({ namespace, name }, target, entry.ref),
    );
    const secret: Omit<PushedSecret, 'namespace' | 'name'> = {
      deletionPolicy: pushSecret.spec.deletionPolicy,
      ...(fromCluster === true ? { fromCluster } : {}),
      stores: storesOf(pushed),
    };
    book.settle({ namespace, name }, secret);
  }
}

function storesOf(items: readonly CheckedItem[]): readonly PushedStore[] {
  const stores = new Map<string, PushedStore>();
  for (const { target, entry } of items) {
    const { kind, name } = target;
    const { key, property, within } = entry.ref;
    const ref = { key, ...(property === undefined ? {} : { property }), ...(within === undefined ? {} : { within }) };
    const before = stores.get(`${kind}/${name}`)?.keys ?? [];
    const others = before.filter((one) => one.key !== key || one.property !== property || one.within !== within);
    stores.set(`${kind}/${name}`, { kind, name, keys: [...others, ref] });
  }
  return [...stores.values()];
}
