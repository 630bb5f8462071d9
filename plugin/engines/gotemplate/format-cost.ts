import type { Bytes } from '../../go/byte-string.ts';
import { GoInt, GoList, GoMap, type Value } from '../value.ts';

/** The steps to count for a `printf`, before it is done: its widths fill out every element of a list. */
export function formatCost(format: Bytes, values: readonly Value[]): number {
  if (!/[0-9]{3}|\*/.test(format)) return 0;
  const directives = (format.match(/%[-+# 0-9.*[\]]*/g) ?? []).join(' ');
  const numbers = (directives.match(/[0-9]{3,8}/g) ?? []).map(Number);
  if (directives.includes('*'))
    for (const value of values) if (value instanceof GoInt) numbers.push(Math.abs(Number(value.value)));
  const widest = Math.max(0, ...numbers.filter((number) => number <= 1e8));
  const elements = values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
  return Math.ceil((widest * Math.max(1, elements)) / 64);
}

function sizeOf(value: Value): number {
  if (value instanceof GoList) return value.items.reduce<number>((sum, item) => sum + sizeOf(item), 1);
  if (!(value instanceof GoMap)) return 1;
  return [...value.entries.values()].reduce<number>((sum, item) => sum + sizeOf(item), 1);
}
