import { jsonExtent } from './json-extent.ts';
import { skipSpace } from './skip-space.ts';

/** A JSON value by its offsets. */
export interface JsonStretch {
  readonly start: number;
  readonly end: number;
}

/**
 * The JSON values in a row that a stream begins with; a stream that begins otherwise has none.
 *
 * @remarks
 * k8s.io/apimachinery `util/yaml`, `YAMLOrJSONDecoder`: only here does one value follow another without a separator.
 *
 * @param text - The bytes as latin1: offsets are byte offsets.
 */
export function jsonRow(text: string): readonly JsonStretch[] {
  const found: JsonStretch[] = [];
  for (let at = 0; ; ) {
    const start = skipSpace(text, at);
    const end = text[start] === '{' ? jsonExtent(text, start) : undefined;
    if (end === undefined) return found;
    found.push({ start, end });
    at = end;
  }
}
