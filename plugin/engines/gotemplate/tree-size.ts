import { GoList, GoMap, type Value } from '../value.ts';
import type { Run } from './run.ts';

/** Counts the values in a list or map as often as printing it would meet them; ends early when the budget is smaller. */
export function treeSize(value: Value, run: Run): number {
  if (value instanceof GoList) return childrenSize(value.items, run);
  return value instanceof GoMap ? childrenSize(value.entries.values(), run) : 0;
}

function childrenSize(children: Iterable<Value>, run: Run): number {
  let size = 0;
  for (const child of children) {
    size += 1;
    if (child instanceof GoList || child instanceof GoMap) {
      // Counted at once, so that a value that holds itself ends too.
      run.spend(1);
      size += treeSize(child, run);
    }
  }
  return size;
}
