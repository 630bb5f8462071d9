import type { Json } from '../../model/document.ts';

/** Writes plain data so that equal data is equal text: in whatever order its keys stood, and with exact integers. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join()}]`;
  const members = Object.entries(value as { readonly [key: string]: Json });
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`)
    .join()}}`;
}
