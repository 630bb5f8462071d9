import type { Bytes } from '../byte-string.ts';
import { JsonScanner } from '../json-scanner.ts';
import { JsonSyntaxError } from '../json-syntax-error.ts';

/** Whether a text is one JSON value. */
export function isValidJson(text: string): boolean {
  const scanner = new JsonScanner(text as Bytes);
  try {
    scanner.skipValue();
    scanner.expectEnd();
    return true;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return false;
    throw error;
  }
}
