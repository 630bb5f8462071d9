import { readStringMap } from '../../engines/read-string-map.ts';
import { templateError } from '../../errors/template.ts';
import type { Bytes } from '../../go/byte-string.ts';
import type { Place } from '../../model/place.ts';

/**
 * Reads what a `KeysAndValues` template rendered to: one YAML document, string to string.
 *
 * @throws TemplateError `TEMPLATE_NOT_MAP`, without a word of the text
 */
export function parseStringMap(text: Bytes, at: () => Place): ReadonlyMap<Bytes, Bytes> {
  const strings = readStringMap(text);
  if (strings === undefined) throw templateError('TEMPLATE_NOT_MAP', {}, at());
  return strings;
}
