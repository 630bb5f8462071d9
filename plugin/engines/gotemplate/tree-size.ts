import { type CallContext, GoList, GoMap, type Value } from '../value.ts';

type Budget = Pick<CallContext, 'spend'>;

/** Counts the values in a list or map as often as printing it would meet them; ends early when the budget is smaller. */
export function treeSize(value: Value, run: Budget): number {
  if (value instanceof GoList) return childrenSize(value.items, run);
  return value instanceof GoMap ? childrenSize(value.entries.values(), run) : 0;
}

function childrenSize(children: Iterable<Value>, run: Budget): number {
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
