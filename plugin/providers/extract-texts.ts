import { connectionError } from '../errors/connection.ts';
import { manifestError } from '../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, textOf } from '../go/byte-string.ts';
import { JsonScanner } from '../go/json-scanner.ts';
import { JsonSyntaxError } from '../go/json-syntax-error.ts';
import { Sensitive } from '../model/sensitive.ts';
import type { Extracted } from './provider.ts';

/**
 * The members of a JSON object whose members must be texts.
 *
 * @remarks
 * Go reads it into a `map[string]string`: null is an empty text, and for the whole it is no member at all. Of keys given
 * twice the last wins, and one of them that is no text is one too many.
 */
export function extractTexts(value: Sensitive): Extracted {
  const members = membersOf(bytesFromBuffer(value.reveal()));
  if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
  if ('other' in members) {
    return { kind: 'failed', error: connectionError('EXTRACT_NOT_TEXT', { name: members.other }) };
  }
  const values = [...members.texts].map(([name, text]) => [name, new Sensitive(bufferOf(text))] as const);
  return { kind: 'values', values: new Map(values) };
}

type Members = { readonly texts: ReadonlyMap<string, Bytes> } | { readonly other: string };

/** `undefined` for what is no object; the first name of a member that is no text. */
function membersOf(text: Bytes): Members | undefined {
  const scanner = new JsonScanner(text);
  const texts = new Map<string, Bytes>();
  let other: string | undefined;
  try {
    const kind = scanner.peek();
    if (kind === 'null') scanner.readLiteral();
    else if (kind !== 'object') return undefined;
    else {
      scanner.readObject((key) => {
        const name = textOf(key);
        const member = scanner.peek();
        if (member === 'string') texts.set(name, scanner.readString());
        else {
          texts.set(name, '' as Bytes);
          if (member !== 'null') other ??= name;
          scanner.skipValue();
        }
      });
    }
    scanner.expectEnd();
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
  return other === undefined ? { texts } : { other };
}
