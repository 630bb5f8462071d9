import { GoInt, type Value } from '../value.ts';
import { numberText } from './display.ts';

/** Whether two values are the same: numbers of any kind by value, a number and a text by the number's digits. */
export function sameValue(a: Value, b: Value): boolean {
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  const [left, right] = [plain(a), plain(b)];
  if (left === undefined || right === undefined) return a === b;
  if (typeof left === typeof right) return left === right;
  return text(left) === text(right);
}

/**
 * Orders two values: numbers, and texts of digits beside a number, by value; texts by their bytes.
 *
 * @returns `undefined` where there is no order.
 */
export function compareValues(a: Value, b: Value): number | undefined {
  const [left, right] = [plain(a), plain(b)];
  if (left === undefined || right === undefined || typeof left === 'boolean' || typeof right === 'boolean')
    return undefined;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const [x, y] = [Number(left), Number(right)];
  return Number.isNaN(x) || Number.isNaN(y) ? undefined : x - y;
}

function plain(value: Value): string | number | boolean | undefined {
  if (value instanceof GoInt) return Number(value.value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function text(value: string | number | boolean): string {
  return typeof value === 'number' ? numberText(value) : String(value);
}
