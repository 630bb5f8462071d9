import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import type { PlannedClient } from '../../model/plan.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import type { Store, Writer } from '../../providers/provider.ts';
import { earlierItems } from './earlier-items.ts';
import type { PushItem } from './expand-entries.ts';
import { twoProperties } from './two-properties.ts';

/** What a push does to one place. */
export type PushAction =
  | 'create'
  | 'update'
  /** What is there is the same already. */
  | 'none'
  /** Something is there, and `updatePolicy` is IfNotExists. */
  | 'skip'
  /** The store cannot tell before it is tried. */
  | 'send';

/** An entry that nothing is wrong with, as far as can be told before it is written. */
export interface CheckedItem extends PushItem {
  readonly action: PushAction;
  /** What the value takes the place of, where the two can be compared. */
  readonly before?: Sensitive;
}

/** Gives the write side of a client. @throws EsrError */
export type WriterOf = (client: PlannedClient<Store>) => Promise<Writer>;

/**
 * Looks at what stands in the stores, and finds everything that would go wrong, before anything is written.
 *
 * @throws EsrErrors with the faults of all entries.
 */
export async function checkItems(items: readonly PushItem[], writerOf: WriterOf): Promise<readonly CheckedItem[]> {
  const faults: EsrError[] = [];
  const before = earlierItems(items);
  const checked = await Promise.all(
    items.map(async (item, index) => {
      const earlier = before[index] ?? [];
      try {
        const writer = await writerOf(item.target.client);
        const fault = writer.ignoresProperty === true ? twoProperties(item, earlier) : undefined;
        if (fault !== undefined) throw fault;
        const action = await actionOf(item, earlier, writer);
        const before = action === 'update' ? await currentOf(item, writer) : undefined;
        return { ...item, action, ...(before === undefined ? {} : { before }) };
      } catch (thrown) {
        const own = caughtFaults(thrown);
        for (const fault of own) faults.push(concerning(item, fault));
        return undefined;
      }
    }),
  );
  throwAll(faults);
  return checked.flatMap((item) => item ?? []);
}

/** The fault as it meets an entry. */
export function concerning({ target, entry, place }: PushItem, fault: EsrError): EsrError {
  return fault.concerning(`${target.storeName}, key "${entry.ref.key}"`, place);
}

/** A whole Secret is written in another form at each store: only single values are compared. */
async function currentOf({ target, entry }: PushItem, writer: Writer): Promise<Sensitive | undefined> {
  if (entry.secretKey === undefined) return undefined;
  const value = await writer.current?.(entry.ref);
  if (value === undefined || !entry.ref.property) return value;
  const selected = target.client.store.select(value, entry.ref);
  return selected.kind === 'value' ? selected.value : undefined;
}

async function actionOf(
  { entry, pushSecret }: PushItem,
  earlier: readonly PushItem[],
  writer: Writer,
): Promise<PushAction> {
  if (pushSecret.spec.updatePolicy === 'IfNotExists') {
    // What an earlier entry writes is there when this one's turn comes.
    const { property } = entry.ref;
    const isMade = earlier.some((one) => writer.existsByKey === true || one.entry.ref.property === property);
    if (isMade || (await writer.exists(entry.ref))) return 'skip';
  }
  return (await writer.check?.(entry)) ?? 'send';
}
