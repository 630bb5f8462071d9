import type { PushItem } from './expand-entries.ts';

/** For each entry those before it that go to the same key of the same part of the same store. */
export function earlierItems(items: readonly PushItem[]): readonly (readonly PushItem[])[] {
  const known = new Map<string, PushItem[]>();
  return items.map((item) => {
    const id = JSON.stringify([item.target.client.id, item.entry.ref.within, item.entry.ref.key]);
    const group = known.get(id) ?? [];
    known.set(id, [...group, item]);
    return group;
  });
}
