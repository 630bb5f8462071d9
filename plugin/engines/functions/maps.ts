// Sprig's dictionary functions, as external-secrets vendors them: dict.go. They share maps: `set`, `unset` and the merges change theirs.

import type { Bytes } from '../../go/byte-string.ts';
import { sortedKeys } from '../../go/sorted-keys.ts';
import { typeName } from '../../go/type-name.ts';
import { type CallContext, FunctionError, GoList, GoMap, type Value } from '../value.ts';
import { deepCopy as copy } from '../values/deep-copy.ts';
import { mergeMaps } from '../values/merge-maps.ts';
import { printValue } from '../values/print-value.ts';
import { type Family, fn, impure, impureVariadic, variadic } from './family.ts';

// A key without a value gets the empty string; of two equal keys the later one counts.
const dict = variadic(['any'], 'dict', (...pairs) => {
  const entries = new Map<Bytes, Value>();
  for (let i = 0; i < pairs.length; i += 2) {
    entries.set(printValue(pairs[i]), i + 1 < pairs.length ? pairs[i + 1] : ('' as Bytes));
  }
  return new GoMap(entries);
});

const get = fn(['dict', 'string'], 'any', (d, key) => (d.entries.has(key) ? d.entries.get(key) : ('' as Bytes)));

const set = fn(['dict', 'string', 'any'], 'dict', (d, key, value) => {
  if (d.isNil) throw new FunctionError('assignment to entry in nil map');
  d.entries.set(key, value);
  return d;
});

const unset = fn(['dict', 'string'], 'dict', (d, key) => {
  d.entries.delete(key);
  return d;
});

// Go's order is random; ours is sorted, so that a render repeats.
const keys = variadic(['dict'], '[]string', (...dicts) => GoList.appended(dicts.flatMap(sortedKeys), '[]string'));
const values = fn(['dict'], '[]any', (d) => GoList.appended(sortedKeys(d).map((key) => d.entries.get(key))));

const pick = variadic(['dict', 'string'], 'dict', (d, ...wanted) => {
  const found = wanted.filter((key) => d.entries.has(key));
  return new GoMap(new Map(found.map((key) => [key, d.entries.get(key)])));
});

const omit = variadic(['dict', 'string'], 'dict', (d, ...unwanted) => {
  const entries = new Map(d.entries);
  for (const key of unwanted) entries.delete(key);
  return new GoMap(entries);
});

const pluck = variadic(['string', 'dict'], '[]any', (key, ...dicts) => {
  return GoList.appended(dicts.filter((d) => d.entries.has(key)).map((d) => d.entries.get(key)));
});

const dig = variadic(['any'], 'any', (...args) => {
  if (args.length < 3) throw new FunctionError('dig needs at least three arguments');
  const names = args.slice(0, -2).map(asString);
  let step: Value = asDict(args.at(-1));
  for (const name of names) {
    const { entries } = asDict(step);
    if (!entries.has(name)) return args.at(-2) ?? null;
    step = entries.get(name);
  }
  return step ?? null;
});

function asString(value: Value): Bytes {
  if (typeof value === 'string') return value;
  throw new FunctionError(`interface conversion: interface {} is ${conversionName(value)}, not string`);
}

function asDict(value: Value): GoMap {
  if (value instanceof GoMap && value.typeName === 'map[string]interface {}') return value;
  throw new FunctionError(
    `interface conversion: interface {} is ${conversionName(value)}, not map[string]interface {}`,
  );
}

function conversionName(value: Value): string {
  return value === null || value === undefined ? 'nil' : typeName(value);
}

const merge = impureVariadic(['dict', 'dict'], 'any', (call, target, ...sources) => {
  return mergeAll(target, sources, false, call);
});

const mergeOverwrite = impureVariadic(['dict', 'dict'], 'any', (call, target, ...sources) => {
  return mergeAll(target, sources, true, call);
});

function mergeAll(target: GoMap, sources: readonly GoMap[], overwrites: boolean, call: CallContext): GoMap {
  // A nil map stays nil as long as there is nothing but nil ones.
  const isNil = target.isNil && sources.every((source) => source.isNil);
  const merged = target.isNil ? new GoMap(new Map(), target.typeName, isNil) : target;
  for (const source of sources) mergeMaps(merged, source, overwrites, call);
  return merged;
}

const deepCopy = impure(['any'], 'any', (call, value) => {
  if (value === null) throw new FunctionError('reflect: call of reflect.Value.Type on zero Value');
  return copy(value, call);
});

/** Functions on maps. */
export const maps: Family = {
  dict,
  get,
  set,
  unset,
  hasKey: fn(['dict', 'string'], 'bool', (d, key) => d.entries.has(key)),
  keys,
  values,
  pick,
  omit,
  pluck,
  dig,
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy,
  mustDeepCopy: deepCopy,
};
