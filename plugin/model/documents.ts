import type { DocumentRange, ParsedDocument } from './document.ts';

/** What the input falls into: every document range, and those that were worth parsing. Both in the order of the input. */
export interface Documents {
  readonly ranges: readonly DocumentRange[];
  readonly parsed: readonly ParsedDocument[];
}
