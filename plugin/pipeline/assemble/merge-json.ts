import { manifestError } from '../../errors/manifest.ts';
import type { RewriteMerge } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import type { Sensitive } from '../../model/sensitive.ts';

/**
 * Runs one `merge` operation: the members of all values, which must be JSON objects, in one result.
 *
 * @remarks
 * ESO: `runtime/esutils/utils.go`, `RewriteMerge`; core.md 3.5. `Extract` gives the members alone; `JSON` keeps the
 * source keys and adds `into`. Keys in `priority` come last, in its order, and so win; conflicts are counted all the same.
 *
 * @throws ManifestError `MERGE_NOT_OBJECT`, `MERGE_PRIORITY_MISSING`, `MERGE_CONFLICT`, `MERGE_INTO_MISSING`
 */
export function mergeJson(
  values: ReadonlyMap<string, Sensitive>,
  merge: Partial<RewriteMerge>,
  at: Place,
): Map<string, Sensitive> {
  const { priority = [], conflictPolicy, into = '', priorityPolicy } = merge;
  const strategy = merge.strategy || 'Extract';
  const merged = new Map<Bytes, GoValue>();
  const conflicts = new Set<string>();
  for (const key of [...[...values.keys()].filter((name) => !priority.includes(name)).sort(byBytes), ...priority]) {
    const value = values.get(key);
    if (value === undefined) {
      if (priorityPolicy === 'IgnoreNotFound') continue;
      throw manifestError('MERGE_PRIORITY_MISSING', { key }, at);
    }
    for (const [name, member] of membersOf(value, key, at)) {
      if (merged.has(name)) conflicts.add(textOf(name));
      merged.set(name, member);
    }
  }
  if (conflicts.size > 0 && conflictPolicy !== 'Ignore') {
    throw manifestError('MERGE_CONFLICT', { names: [...conflicts].sort() }, at);
  }
}
