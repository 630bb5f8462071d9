import { Sensitive } from '../../model/sensitive.ts';

/** A tag, as every service of AWS writes it. */
export interface AwsTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * Writes tags as a JSON object: what `metadataPolicy: Fetch` gives.
 *
 * @remarks Go's `json.Marshal` of a map: keys sorted by bytes; `<`, `>`, `&`, U+2028 and U+2029 escaped (providers.md 1.6).
 */
export function tagsJson(tags: readonly AwsTag[]): Sensitive {
  const byName = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  const members = [...byName]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, value]) => `${goString(key)}:${goString(value)}`);
  return new Sensitive(`{${members.join(',')}}`);
}

function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
