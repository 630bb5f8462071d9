import type { DraftMap, DraftValue } from './object-draft.ts';
import type { PathStep } from './object-path.ts';

/**
 * Sets a value at a path, making the maps and lists on the way; a list grows with nulls.
 *
 * @param change - Gives the new value from the one that stands there.
 */
export function setAt(
  root: DraftMap,
  path: readonly PathStep[],
  change: (present: DraftValue | undefined) => DraftValue,
): void {
  let holder: DraftMap | DraftValue[] = root;
  for (const [depth, step] of path.entries()) {
    const present = read(holder, step);
    if (depth === path.length - 1) {
      write(holder, step, change(present));
      return;
    }
    const next: DraftMap | DraftValue[] = typeof path[depth + 1] === 'number' ? [] : new Map();
    const fits = typeof path[depth + 1] === 'number' ? Array.isArray(present) : present instanceof Map;
    const inner = fits ? (present as DraftMap | DraftValue[]) : next;
    write(holder, step, inner);
    holder = inner;
  }
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
