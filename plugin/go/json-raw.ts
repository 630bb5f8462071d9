import { type Bytes, textOf } from './byte-string.ts';
import { JsonScanner } from './json-scanner.ts';
import { JsonSyntaxError } from './json-syntax-error.ts';

/**
 * Takes a JSON object apart, one level deep, for providers that leave each member as it came.
 *
 * @remarks
 * A string gives its text, null an empty value, anything else its source text byte for byte. Of keys given twice the last
 * wins. The document `null` has no members. ESO: a `map[string]json.RawMessage`, each tried as a string.
 *
 * @returns `undefined` for anything that is no JSON object.
 */
export function rawMembers(text: Bytes): Map<string, Bytes> | undefined {
  const members = new Map<string, Bytes>();
  const scanner = new JsonScanner(text);
  try {
    const kind = scanner.peek();
    if (kind === 'null') scanner.readLiteral();
    else if (kind === 'object') scanner.readObject((key) => members.set(textOf(key), readRaw(scanner)));
    else return undefined;
    scanner.expectEnd();
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
  return members;
}

function readRaw(scanner: JsonScanner): Bytes {
  const kind = scanner.peek();
  if (kind === 'string') return scanner.readString();
  const start = scanner.offset;
  scanner.skipValue();
  return (kind === 'null' ? '' : scanner.text.slice(start, scanner.offset)) as Bytes;
}
