import { type CallContext, GoMap, type Value } from '../value.ts';
import { isEmpty } from './is-empty.ts';

/**
 * Fills a map from another, in place.
 *
 * @remarks
 * mergo v1.0: `Merge` and `MergeWithOverwrite`. Maps on both sides are merged into the target's one; a value that is taken over is
 * shared, not copied.
 *
 * @param overwrites - The source wins, even with an empty value; otherwise it only replaces what is empty.
 * @param call - Each key counts against its budget: a map may hold itself.
 */
export function mergeMaps(target: GoMap, source: GoMap, overwrites: boolean, call: CallContext): void {
  for (const [key, value] of [...source.entries]) {
    call.spend(1);
    const before = target.entries.get(key);
    if (isNil(value)) {
      if (overwrites) target.entries.set(key, value);
      continue;
    }
    if (before instanceof GoMap && value instanceof GoMap) mergeMaps(before, value, overwrites, call);
    // Two empty maps: the source's own takes the place.
    if (before instanceof GoMap && value instanceof GoMap && !isEmpty(before)) continue;
    if (overwrites || isEmpty(before)) target.entries.set(key, value);
  }
}

function isNil(value: Value): boolean {
  return value === undefined || value === null;
}
