import { caughtFaults } from '../../errors/caught-faults.ts';
import type { EsrError } from '../../errors/esr-error.ts';
import { throwAll } from '../../errors/map-all.ts';
import { pushError } from '../../errors/push.ts';
import type { PushedKey, PushTarget, Removal } from '../../model/push.ts';
import type { Store } from '../../providers/provider.ts';
import { type CheckedItem, concerning, type WriterOf } from './check-items.ts';

/** What is written, and who is told. */
export interface Writing {
  readonly items: readonly CheckedItem[];
  readonly removals: readonly Removal<Store>[];
  readonly writerOf: WriterOf;
  /** Told what is about to be written, so that a run which is cut off forgets nothing. */
  wrote(item: CheckedItem): Promise<void>;
  /** Told what is removed. */
  removed(removal: Removal<Store>): Promise<void>;
}

/**
 * Writes what was checked, one after the other, and removes what is no longer pushed.
 *
 * @remarks Nothing is removed before everything is written: a secret that moves is never gone from both places.
 * @throws EsrErrors with the first fault, and `PUSH_INCOMPLETE`: what was written until then, and what was not.
 */
export async function writeItems({ items, removals, writerOf, wrote, removed }: Writing): Promise<void> {
  const steps = [
    ...items.map((item) => ({
      name: nameOf(item.target, item.entry.ref),
      counts: item.action !== 'none' && item.action !== 'skip',
      fault: (fault: EsrError) => concerning(item, fault),
      run: async () => {
        await wrote(item);
        if (item.action === 'skip') return;
        const writer = await writerOf(item.target.client);
        await writer.push(item.entry);
      },
    })),
    ...removals.map((removal) => ({
      name: `${nameOf(removal.target, removal.ref)} (removal)`,
      counts: true,
      fault: (fault: EsrError) =>
        fault.concerning(`${removal.target.storeName}, key "${removal.ref.key}"`, removal.place),
      run: async () => {
        const writer = await writerOf(removal.target.client);
        await writer.delete(removal.ref);
        await removed(removal);
      },
    })),
  ];
  for (const [index, step] of steps.entries()) {
    try {
      await step.run();
    } catch (thrown) {
      const faults = caughtFaults(thrown);
      const names = (some: typeof steps) => some.filter(({ counts }) => counts).map(({ name }) => name);
      const [written, left] = [names(steps.slice(0, index)), names(steps.slice(index + 1))];
      throwAll([...faults.map(step.fault), pushError('PUSH_INCOMPLETE', { written, failed: step.name, left })]);
    }
  }
}

/** How a place in a store is named: `SecretStore shop/vault app/db#password`. */
function nameOf({ storeName }: PushTarget<Store>, { key, property }: PushedKey): string {
  return `${storeName} ${key}${property ? `#${property}` : ''}`;
}
