import type { Json } from '../../model/document.ts';
import type { DraftValue } from './object-draft.ts';

/** Makes plain data of a draft; objects have no prototype, so that `__proto__` is only a key. */
export function plainOf(value: DraftValue): Json {
  if (Array.isArray(value)) return value.map(plainOf);
  if (!(value instanceof Map)) return value;
  const plain: Record<string, Json> = Object.create(null);
  for (const [key, part] of value) plain[key] = plainOf(part);
  return plain;
}
