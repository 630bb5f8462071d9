import { formatFloat } from '../go/format-float.ts';
import type { Json } from '../model/document.ts';

/** Go's `%+v` of plain data, which the data-hash of a generic target is made of. */
export function goText(value: Json): string {
  if (value === null) return '<nil>';
  if (typeof value === 'number') return formatFloat(value, 'g');
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  const entries = Object.entries(value) as [string, Json][];
  const sorted = entries.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `map[${sorted.map(([key, part]) => `${key}:${goText(part)}`).join(' ')}]`;
}
