import type { DocumentRange } from '../../model/document.ts';
import { hits } from './hits.ts';
import { mentions } from './mentions.ts';

/**
 * The documents that may be ours: their text says so.
 *
 * @remarks A search for the group's name walks the hits, not the documents, so that ten thousand others cost one scan.
 */
export function relevant(text: string, ranges: readonly DocumentRange[]): ReadonlySet<DocumentRange> {
  const found = new Set<DocumentRange>();
  for (const pattern of mentions(text)) for (const { range } of hits(text, ranges, pattern)) found.add(range);
  return found;
}
