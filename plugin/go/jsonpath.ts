// JSONPath as github.com/PaesslerAG/jsonpath v0.1.1 on gval v1.2.4 has it: `result.jsonPath` of a webhook.

import { type Bytes, textOf } from './byte-string.ts';
import type { JsonValue } from './json.ts';
import { parsePath } from './jsonpath/parse.ts';

/**
 * Gives what a path finds in a document.
 *
 * @remarks
 * A path with `*`, `..`, a range, a union or a filter gives the list of all that it finds, which may be empty; any other
 * gives the one value. A path that begins with neither `$` nor `@` is an expression over the document's members, of which an
 * unknown one is null. Members of objects come in the order of their bytes, where the library takes any.
 *
 * @throws JsonPathError
 */
export function jsonPath(path: Bytes, document: JsonValue): JsonValue {
  return parsePath(textOf(path))({ root: document, current: null });
}
