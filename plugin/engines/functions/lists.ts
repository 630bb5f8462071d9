// Sprig's list functions, as external-secrets vendors them: list.go.

import type { Bytes } from '../../go/byte-string.ts';
import { grownCapacity } from '../../go/slice-capacity.ts';
import { type CallContext, FunctionError, GoInt, GoList, type Value } from '../value.ts';
import { deepEqual } from '../values/deep-equal.ts';
import { isEmpty } from '../values/is-empty.ts';
import { itemsOf } from '../values/items-of.ts';
import { printValue } from '../values/print-value.ts';
import { stringsOf } from '../values/strings-of.ts';
import { toInt64 } from '../values/to-int64.ts';
import { type Family, fn, impure, impureVariadic, variadic } from './family.ts';

const anyList = '[]interface {}';

const list = variadic(['any'], '[]any', (...items) => new GoList(items));

const append = fn(['any', 'any'], '[]any', (l, item) => {
  const items = [...itemsOf(l, 'Cannot push on type'), item];
  return new GoList(items, anyList, false, grownCapacity(items.length - 1, items.length, anyList));
});

const prepend = fn(['any', 'any'], '[]any', (l, item) => {
  const items = [item, ...itemsOf(l, 'Cannot prepend on type')];
  return new GoList(items, anyList, false, items.length === 1 ? 1 : grownCapacity(1, items.length, anyList));
});

const first = fn(['any'], 'any', (l) => itemsOf(l, 'Cannot find first on type').at(0) ?? null);

const last = fn(['any'], 'any', (l) => itemsOf(l, 'Cannot find last on type').at(-1) ?? null);

const rest = fn(['any'], '[]any', (l) => allButOne(itemsOf(l, 'Cannot find rest on type'), 1));

const initial = fn(['any'], '[]any', (l) => allButOne(itemsOf(l, 'Cannot find initial on type'), 0));

// Of an empty list these give a nil one, which is `null` in JSON.
function allButOne(items: readonly Value[], from: 0 | 1): GoList {
  if (items.length === 0) return new GoList([], '[]interface {}', true);
  return new GoList(items.slice(from, items.length - 1 + from));
}

const reverse = fn(['any'], '[]any', (l) => new GoList([...itemsOf(l, 'Cannot find reverse on type')].reverse()));

const compact = fn(['any'], '[]any', (l) => {
  return GoList.appended(itemsOf(l, 'Cannot compact on type').filter((item) => !isEmpty(item)));
});

const uniq = impure(['any'], '[]any', (call, l) => {
  return GoList.appended(unique(itemsOf(l, 'Cannot find uniq on type'), call));
});

function unique(items: readonly Value[], call: CallContext): Value[] {
  const simple = new Set<Value>();
  const others: Value[] = [];
  return items.filter((item) => {
    const key = simpleKey(item);
    if (key !== undefined) return !simple.has(key) && simple.add(key);
    return !others.some((other) => deepEqual(other, item, call)) && others.push(item);
  });
}

/** What stands for a simple value in a set; undefined for others, and for NaN, which equals nothing. */
function simpleKey(item: Value): Value {
  if (item instanceof GoInt) return `${item.kind} ${item.value}` as Bytes;
  if (typeof item === 'string') return `string ${item}` as Bytes;
  if (typeof item === 'object' && item !== null) return undefined;
  return Number.isNaN(item) ? undefined : (item ?? null);
}

const without = impureVariadic(['any', 'any'], '[]any', (call, l, ...unwanted) => {
  const items = itemsOf(l, 'Cannot find without on type');
  return GoList.appended(items.filter((item) => !unwanted.some((other) => deepEqual(item, other, call))));
});

const has = impure(['any', 'any'], 'bool', (call, needle, l) => {
  if (l === null) return false;
  return itemsOf(l, 'Cannot find has on type').some((item) => deepEqual(needle, item, call));
});

// Keeps the type of the list. The bounds may be anything that a number can be made of, and reach into the list's room.
const slice = variadic(['any', 'any'], 'any', (l, ...bounds) => {
  const items = itemsOf(l, 'list should be type of slice or array but');
  if (items.length === 0) return null;
  const start = bounds.length > 0 ? Number(toInt64(bounds[0])) : 0;
  const end = bounds.length > 1 ? Number(toInt64(bounds[1])) : items.length;
  const { typeName, capacity, behind } = l as GoList;
  if (start < 0 || end < start || end > capacity) {
    throw new FunctionError('reflect.Value.Slice: slice index out of bounds');
  }
  const all = [...items, ...behind];
  while (all.length < end) all.push(zeroOf(typeName));
  return new GoList(all.slice(start, end), typeName, false, capacity - start, all.slice(end));
});

function zeroOf(typeName: string): Value {
  if (typeName === '[]int') return new GoInt('int', 0n);
  if (typeName === '[]string') return '' as Bytes;
  return typeName === '[][]interface {}' ? new GoList([], anyList, true) : null;
}

// A loop that doubles a list must end before memory does.
const concat = impureVariadic(['any'], 'any', (call, ...lists) => {
  const parts = lists.map((l) => itemsOf(l, 'Cannot concat type', ' as list'));
  const items: Value[] = [];
  for (const part of parts) {
    call.spend(part.length);
    for (const item of part) items.push(item);
  }
  return items.length === 0 ? new GoList([], anyList, true) : GoList.appended(items);
});

const chunk = fn(['int', 'any'], '[][]interface {}', (size, l) => {
  return new GoList(chunks(itemsOf(l, 'Cannot chunk type'), Number(size)), '[][]interface {}');
});

// Sprig counts in floats and takes any size: zero fails, and a negative one can give no chunks.
function chunks(items: readonly Value[], size: number): GoList[] {
  const count = Math.floor((items.length - 1) / size) + 1;
  const sizeOfLast = items.length % size === 0 ? size : items.length % size;
  if (!Number.isFinite(count) || count < 0 || (count > 0 && sizeOfLast < 0)) {
    throw new FunctionError('runtime error: makeslice: len out of range');
  }
  return Array.from({ length: count }, (_, i) => {
    const start = i * size;
    return new GoList(items.slice(start, start + (i === count - 1 ? sizeOfLast : size)));
  });
}

// A list of strings is sorted in place, as sprig does: whoever else holds it sees it sorted.
const sortAlpha = fn(['any'], '[]string', (l) => {
  if (!(l instanceof GoList)) return new GoList([printValue(l)], '[]string');
  const strings = stringsOf(l);
  strings.items.sort();
  return strings;
});

/** Functions on lists. None changes its list, but for `sortAlpha`. */
export const lists: Family = {
  list,
  tuple: list,
  append,
  push: append,
  mustAppend: append,
  mustPush: append,
  prepend,
  mustPrepend: prepend,
  first,
  mustFirst: first,
  last,
  mustLast: last,
  rest,
  mustRest: rest,
  initial,
  mustInitial: initial,
  reverse,
  mustReverse: reverse,
  compact,
  mustCompact: compact,
  uniq,
  mustUniq: uniq,
  without,
  mustWithout: without,
  has,
  mustHas: has,
  slice,
  mustSlice: slice,
  concat,
  chunk,
  mustChunk: chunk,
  sortAlpha,
};
