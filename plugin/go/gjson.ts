// Paths into JSON, as github.com/tidwall/gjson v1.18.0 has them: `property` of a remoteRef.

import type { Bytes } from './byte-string.ts';
import { get } from './gjson/get.ts';
import { exists, resultText } from './gjson/result.ts';

/** What a path gave. */
export interface GjsonResult {
  readonly exists: boolean;
  readonly type: 'Null' | 'False' | 'Number' | 'String' | 'True' | 'JSON';
  /** As it stands in the document, or as the path made it. */
  readonly raw: Bytes;
  /** Its text: a string decoded, digits as they stand, another number as plain decimal, null empty. */
  readonly text: Bytes;
}

/**
 * Looks a path up in a document.
 *
 * @remarks
 * Nothing is validated: text before the first bracket is passed over, and what is broken is read as far as it goes. Of keys
 * given twice the first counts. A null exists.
 */
export function gjson(document: Bytes, path: Bytes): GjsonResult {
  const result = get(document, path);
  return {
    exists: exists(result),
    type: result.type,
    raw: result.raw as Bytes,
    text: resultText(result) as Bytes,
  };
}

/** The text of what a path gives; `undefined` when it gives nothing. */
export function gjsonGet(document: Bytes, path: Bytes): Bytes | undefined {
  const result = gjson(document, path);
  return result.exists ? result.text : undefined;
}
