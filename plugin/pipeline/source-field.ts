import type { DataFromEntry } from '../model/external-secret.ts';

/** The field of a `dataFrom` entry that says where its values come from. */
export function sourceField({ find, extract }: DataFromEntry, index: number): string {
  const field = `spec.dataFrom[${index}]`;
  if (find !== undefined) return `${field}.find`;
  return extract === undefined ? `${field}.sourceRef.generatorRef` : `${field}.extract`;
}
