import type { Bytes } from '../go/byte-string.ts';
import { readYamlStrings } from '../go/read-yaml-strings.ts';
import { YamlSyntaxError } from '../go/yaml-syntax-error.ts';

/**
 * Reads the output of a `KeysAndValues` template: one YAML document, string to string.
 *
 * @remarks ESO unmarshals it with sigs.k8s.io/yaml into `map[string]string`.
 * @returns `undefined` where ESO reports an error: no YAML, no map, or a map with something nested in it.
 */
export function readStringMap(text: Bytes): Map<Bytes, Bytes> | undefined {
  try {
    return readYamlStrings(text);
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}
