import { type Bytes, textOf } from './byte-string.ts';
import { marshalJson } from './json.ts';
import { readYaml, type YamlOptions } from './yaml11.ts';

/**
 * Converts the first document of a YAML text to JSON text, to the byte as sigs.k8s.io/yaml's `YAMLToJSON`.
 *
 * @throws YamlSyntaxError for what Go refuses.
 */
export function yamlToJson(text: Bytes, options: YamlOptions = {}): string {
  return textOf(marshalJson(readYaml(text, options).data));
}
