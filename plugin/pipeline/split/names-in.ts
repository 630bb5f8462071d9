import type { Json, JsonObject, ParsedDocument } from '../../model/document.ts';

/** Every text of a document that stands under a key that ends in "name", and its own name. */
export function namesIn(documents: readonly ParsedDocument[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) visit(item);
      return;
    }
    for (const key of Object.keys(value)) {
      const member = (value as JsonObject)[key];
      if (typeof member === 'string' && /name$/i.test(key)) names.add(member);
      else if (member !== undefined) visit(member);
    }
  };
  for (const document of documents) visit(document.value);
  return names;
}
