import type { DraftMap, DraftValue } from './object-draft.ts';
import type { PathStep } from './object-path.ts';

/**
 * Sets a value at a path, making the maps and lists on the way; a list grows with nulls.
 *
 * @param change - Gives the new value from the one that stands there.
 * @returns Whether it could be: not where something else stands in the way, a text or a list for a map.
 */
export function setAt(
  root: DraftMap,
  path: readonly PathStep[],
  change: (present: DraftValue | undefined) => DraftValue,
): boolean {
  let holder: DraftMap | DraftValue[] = root;
  for (const [depth, step] of path.entries()) {
    const present = read(holder, step);
    const next = path[depth + 1];
    if (next === undefined) {
      write(holder, step, change(present));
      return true;
    }
    const inner: DraftValue = present ?? (typeof next === 'number' ? [] : new Map());
    if (!(typeof next === 'number' ? Array.isArray(inner) : inner instanceof Map)) return false;
    write(holder, step, inner);
    holder = inner as DraftMap | DraftValue[];
  }
  return true;
}

function read(holder: DraftMap | DraftValue[], step: PathStep): DraftValue | undefined {
  if (Array.isArray(holder)) return typeof step === 'number' ? holder[step] : undefined;
  return typeof step === 'string' ? holder.get(step) : undefined;
}

function write(holder: DraftMap | DraftValue[], step: PathStep, value: DraftValue): void {
  if (!Array.isArray(holder)) {
    holder.set(String(step), value);
    return;
  }
  while (holder.length < Number(step)) holder.push(null);
  holder[Number(step)] = value;
}
