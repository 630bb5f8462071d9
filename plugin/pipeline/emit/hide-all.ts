import type { Json } from '../../model/document.ts';
import { redact } from './redact.ts';
import type { View } from './view.ts';

/**
 * Puts a mark in the place of every value, numbers and truth values too: a template may make any of them of a secret.
 */
export function hideAll(value: Json, { fingerprintKey }: Pick<View, 'fingerprintKey'>): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item: Json) => hideAll(item, { fingerprintKey }));
  if (typeof value !== 'object') return redact(Buffer.from(String(value)), fingerprintKey);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hideAll(part, { fingerprintKey })]));
}
