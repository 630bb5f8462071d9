import type { PlannedClient } from '../../model/plan.ts';
import type { PushedKey, Removal } from '../../model/push.ts';
import type { Store, Writer } from '../../providers/provider.ts';
import type { PushItem } from './expand-entries.ts';

/**
 * What was pushed earlier and is no longer: to be removed where `deletionPolicy` is Delete.
 *
 * @remarks
 * What this run writes is never removed, whoever wrote it earlier: the operator deletes a whole secret because one of its
 * properties is no longer pushed, or because another PushSecret took it over.
 *
 * @param recorded - What was recorded and may be removed, by its policy.
 */
export async function removalsOf(
  recorded: readonly Removal<Store>[],
  items: readonly PushItem[],
  writerOf: (client: PlannedClient<Store>) => Promise<Writer>,
): Promise<readonly Removal<Store>[]> {
  const kept = new Map<string, PushedKey[]>();
  const idOf = ({ id }: PlannedClient<Store>, { key, within }: PushedKey) => JSON.stringify([id, within, key]);
  for (const { target, entry } of items) {
    const id = idOf(target.client, entry.ref);
    kept.set(id, [...(kept.get(id) ?? []), entry.ref]);
  }
  const gone: Removal<Store>[] = [];
  const seen = new Set<string>();
  for (const removal of recorded) {
    const { target, ref } = removal;
    const others = kept.get(idOf(target.client, ref)) ?? [];
    const writer = others.length === 0 ? undefined : await writerOf(target.client);
    // A store that cannot tell what it would do is not trusted to take one property alone.
    const takesAll = writer?.ignoresProperty === true || writer?.check === undefined;
    if (others.some((other) => takesAll || holds(other, ref))) continue;
    const id = JSON.stringify([target.client.id, ref.within, ref.key, ref.property]);
    if (seen.has(id)) continue;
    seen.add(id);
    gone.push(removal);
  }
  return gone;
}

/** Whether taking one away would take the other: the same property, or one of them is the whole secret. */
function holds(kept: PushedKey, gone: PushedKey): boolean {
  return !kept.property || !gone.property || kept.property === gone.property;
}
