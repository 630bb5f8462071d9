import type { Json, ParsedDocument } from '../../model/document.ts';

/** Every text of a document that stands under a key that ends in "name", and its own name. */
export function namesIn(documents: readonly ParsedDocument[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'string' && key.toLowerCase().endsWith('name')) names.add(member);
      else visit(member as Json);
    }
  };
  for (const document of documents) visit(document.value);
  return names;
}
