import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, textOf } from '../../go/byte-string.ts';
import { byteValue } from '../../go/byte-value.ts';
import { type JsonValue, marshalJson, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import type { RewriteMerge } from '../../model/external-secret.ts';
import type { Place } from '../../model/place.ts';
import { Sensitive } from '../../model/sensitive.ts';

/**
 * Runs one `merge` operation: the members of all values, which must be JSON objects, in one result.
 *
 * @remarks
 * ESO: `runtime/esutils/utils.go`, `RewriteMerge`. `Extract` gives the members alone; `JSON` keeps the
 * source keys and adds `into`; any other strategy gives nothing. Keys in `priority` come last, in its order, and so win;
 * conflicts are counted all the same.
 *
 * @throws ManifestError `MERGE_NOT_OBJECT`, `MERGE_PRIORITY_MISSING`, `MERGE_CONFLICT`, `MERGE_INTO_MISSING`
 */
export function mergeJson(
  values: ReadonlyMap<string, Sensitive>,
  merge: Partial<RewriteMerge>,
  at: Place,
): Map<string, Sensitive> {
  const merged = mergeMembers(values, merge, at);
  switch (merge.strategy || 'Extract') {
    case 'Extract':
      return new Map([...merged].map(([key, value]) => [textOf(key), new Sensitive(bufferOf(byteValue(value)))]));
    case 'JSON': {
      if (!merge.into) throw manifestError('MERGE_INTO_MISSING', {}, at);
      const json = marshalJson(merged, { escapeHtml: false });
      return new Map([...values, [merge.into, new Sensitive(bufferOf(json))]]);
    }
    default:
      return new Map();
  }
}

function mergeMembers(
  values: ReadonlyMap<string, Sensitive>,
  { priority = [], priorityPolicy, conflictPolicy }: Partial<RewriteMerge>,
  at: Place,
): ReadonlyMap<Bytes, JsonValue> {
  const merged = new Map<Bytes, JsonValue>();
  const conflicts = new Set<string>();
  const others = [...values.keys()].filter((key) => !priority.includes(key));
  for (const key of [...others.sort(byBytes), ...priority]) {
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
    throw manifestError('MERGE_CONFLICT', { names: [...conflicts].sort(byBytes) }, at);
  }
  return merged;
}

function membersOf(value: Sensitive, key: string, at: Place): ReadonlyMap<Bytes, JsonValue> {
  let parsed: JsonValue;
  try {
    parsed = parseJson(bytesFromBuffer(value.reveal()));
  } catch (thrown) {
    if (!(thrown instanceof JsonSyntaxError)) throw thrown;
    throw manifestError('MERGE_NOT_OBJECT', { key }, at);
  }
  if (parsed === null) return new Map();
  if (parsed instanceof Map) return parsed as ReadonlyMap<Bytes, JsonValue>;
  throw manifestError('MERGE_NOT_OBJECT', { key }, at);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
