import type { Bytes } from './byte-string.ts';
import { constructStrings } from './yaml/construct.ts';
import { readInput } from './yaml/input.ts';
import { parseDocument } from './yaml/parser.ts';

/**
 * Reads the first document of a text as a map of strings, as sigs.k8s.io/yaml does into `map[string]string`.
 *
 * @remarks
 * Nil becomes empty, booleans and integers their text after YAML 1.1's reading, floats the digits of a 32-bit float
 * (`+Inf` too). An empty document has no keys.
 *
 * @returns `undefined` where it is no map of scalars.
 * @throws YamlSyntaxError for what Go refuses to parse.
 */
export function readYamlStrings(text: Bytes): Map<Bytes, Bytes> | undefined {
  const root = parseDocument(readInput(text));
  return root === undefined ? new Map() : constructStrings(root);
}
