import type { EsrError } from '../errors/esr-error.ts';
import type { DocumentRange, ParsedDocument } from './document.ts';

/** What the input falls into: every document range, and those that were worth parsing. Both in the order of the input. */
export interface Documents {
  readonly ranges: readonly DocumentRange[];
  readonly parsed: readonly ParsedDocument[];
  /** Documents that may be ours and could not be read; there are none unless somebody goes on in spite of faults. */
  readonly broken?: readonly { readonly range: DocumentRange; readonly fault: EsrError }[];
}
