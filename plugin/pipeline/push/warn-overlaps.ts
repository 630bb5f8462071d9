import type { Run } from '../../model/run.ts';
import type { PushItem } from './expand-entries.ts';

/** Tells where two sources go to one place: the operator pushes one after the other, and the later one stays. */
export function warnOverlaps(items: readonly PushItem[], run: Pick<Run, 'warn'>): void {
  const first = new Map<string, PushItem>();
  for (const item of items) {
    const { key, property = '', within } = item.entry.ref;
    const id = JSON.stringify([item.target.client.id, within, key, property]);
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, item);
      continue;
    }
    const names = [before, item].map(({ entry }) => `Secret ${entry.secret.namespace}/${entry.secret.name}`);
    run.warn({
      code: 'PUSH_OVERLAP',
      says: `${names.join(' and ')} go to the same place of ${item.target.storeName}, key "${key}"; the later one stays there`,
      place: item.place,
    });
  }
}
