import { formatFloat } from '../../go/format-float.ts';
import type { DraftValue } from './object-draft.ts';

/** Go's `%+v` of plain data, which the data-hash of a generic target is made of (core.md 4.4). */
export function goText(value: DraftValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (value instanceof Map) {
    const keys = [...value.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    return `map[${keys.map((key) => `${key}:${goText(value.get(key) ?? null)}`).join(' ')}]`;
  }
  return typeof value === 'number' ? formatFloat(value, 'g') : String(value);
}
