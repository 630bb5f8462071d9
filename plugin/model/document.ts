import type { Place } from './place.ts';
import type { Source } from './source.ts';

/** Plain data as JSON has it, plus exact integers beyond 2^53 as bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };

/** A mapping of plain data. Look keys up with `Object.hasOwn`: the names come from outside. */
export type JsonObject = { readonly [key: string]: Json };

/** A range of a source that holds one document. The bytes between documents belong to none. */
export interface DocumentRange {
  readonly source: Source;
  /** Byte offsets into `source.bytes`; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** Line of `start`, from 1. */
  readonly line: number;
  /** Item number inside a `kind: List` or ResourceList, from 0; absent for a document of its own. */
  readonly item?: number;
  /** Column at which an item's mapping begins, from 0: what replaces it is indented alike. */
  readonly indent?: number;
  /** One of the JSON values in a row that its source begins with: there no separator stands between documents. */
  readonly inRow?: true;
  /** `json` when the document is JSON text. */
  readonly syntax: 'yaml' | 'json';
}

/** A document that was worth parsing. */
export interface ParsedDocument {
  readonly range: DocumentRange;
  /** The document as Go's YAML reader sees it (YAML 1.1 scalars, merge keys resolved, last duplicate wins). */
  readonly value: JsonObject;
  /** Keys that one mapping has twice, and where the later one stands. Strict clients refuse them. */
  readonly duplicates?: readonly { readonly key: string; readonly place: Place }[];
  /**
   * Where a field stands. Falls back to the nearest enclosing node that exists.
   * @param field - A path such as `spec.data[0].secretKey`; empty for the document itself.
   * @param part - `key` for the field's name, where it is that that is meant.
   */
  place(field?: string, part?: 'key'): Place;
}
