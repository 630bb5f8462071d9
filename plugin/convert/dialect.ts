import type { ManifestError } from '../errors/manifest.ts';
import type { ParsedDocument } from '../model/document.ts';
import type { Draft } from './draft.ts';

/** Another product's way of writing references to secrets. */
export interface Dialect {
  /** Whether a document may hold something of it, by its text: only those are parsed. */
  mentions(text: string): boolean;
  /**
   * Rewrites one document.
   *
   * @param check - Told what was converted and still wants a look.
   * @returns `undefined` for a document that holds nothing of it.
   * @throws ManifestError, EsrErrors with all that keeps the document from being converted
   */
  convert(document: ParsedDocument, check: (remark: ManifestError) => void): Draft | undefined;
}
