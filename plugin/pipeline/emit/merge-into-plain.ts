import type { JsonObject } from '../../model/document.ts';
import type { Resource } from '../../model/resource.ts';
import type { Run } from '../../model/run.ts';
import type { Sensitive } from '../../model/sensitive.ts';
import { hashOfData, keepBooks } from '../bookkeeping.ts';
import type { Edit } from './edit.ts';
import { redact } from './redact.ts';
import type { Settled } from './settled.ts';
import type { View } from './view.ts';
import { wholeOf } from './whole-of.ts';

/**
 * Merges keys into a plain Secret of the input, by editing its document in place.
 *
 * @remarks A key that the document has under `stringData` is set there too: the API server writes it over `data`.
 *
 * @returns The document's new bytes.
 */
export async function mergeIntoPlain(settled: Settled, plain: Resource, view: View, run: Run): Promise<Buffer> {
  const { plain: _, ...ours } = settled;
  const { data, labels, annotations, immutable } = wholeOf(ours);
  const metadata = { labels: new Map(labels), annotations: new Map(annotations) };
  keepBooks(metadata, settled.base.from, () => hashOfData(wholeOf(settled).data), run);
  const edits: Edit[] = immutable ? [{ path: ['immutable'], value: true }] : [];
  for (const [key, value] of data) edits.push(...valueEdits(plain.raw, key, value, view));
  for (const part of ['labels', 'annotations'] as const) {
    for (const [key, text] of metadata[part]) edits.push({ path: ['metadata', part, key], value: text });
  }
  const range = plain.document?.range;
  if (range === undefined) throw new Error('a plain Secret of the input has a document');
  const { editDocument } = await import('./edit-document.ts');
  return editDocument(range, edits);
}

function valueEdits(raw: JsonObject, key: string, value: Sensitive, view: View): readonly Edit[] {
  const bytes = value.reveal();
  const mark = view.values === 'redacted' ? redact(bytes, view.fingerprintKey) : undefined;
  const edits: Edit[] = [{ path: ['data', key], value: mark ?? bytes.toString('base64') }];
  if (Object.hasOwn(mapIn(raw, 'stringData'), key)) {
    edits.push({ path: ['stringData', key], value: mark ?? bytes.toString('utf8') });
  }
  return edits;
}

function mapIn(raw: JsonObject, key: string): JsonObject {
  const value = Object.hasOwn(raw, key) ? raw[key] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
