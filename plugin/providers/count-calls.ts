import type { ApiCall } from './access.ts';

/** Adds calls of one name up, and leaves out those that are not made. */
export function countCalls(calls: readonly ApiCall[]): readonly ApiCall[] {
  const counted = new Map<string, ApiCall>();
  for (const call of calls) {
    if (call.count === 0) continue;
    const before = counted.get(call.name);
    const isOpen = before?.atLeast === true || call.atLeast === true;
    const sum = { name: call.name, count: (before?.count ?? 0) + call.count };
    counted.set(call.name, isOpen ? { ...sum, atLeast: true } : sum);
  }
  return [...counted.values()];
}
