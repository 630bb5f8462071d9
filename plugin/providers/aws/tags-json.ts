import { bufferOf, bytesOf } from '../../go/byte-string.ts';
import { marshalJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';

/** A tag, as every service of AWS writes it. */
export interface AwsTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

/**
 * Writes tags as a JSON object: what `metadataPolicy: Fetch` gives.
 *
 * @remarks Go's `json.Marshal` of a map: keys sorted by bytes; `<`, `>`, `&`, U+2028 and U+2029 escaped.
 */
export function tagsJson(tags: readonly AwsTag[]): Sensitive {
  const members = new Map(tags.map(({ Key = '', Value = '' }) => [bytesOf(Key), bytesOf(Value)]));
  return new Sensitive(bufferOf(marshalJson(members)));
}
