import { type Bytes, validBytes } from '../../go/byte-string.ts';
import { JsonNumber, type JsonValue } from '../../go/json.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { jsonToYaml } from '../../go/yaml-write.ts';
import { readYaml } from '../../go/yaml11.ts';
import { FunctionError, GoList, GoMap, type Value } from '../value.ts';
import { encodeJson } from '../values/encode-json.ts';
import { yamlErrorText } from '../values/yaml-error-text.ts';
import { type Family, fn } from './family.ts';

// External-secrets' own YAML functions: runtime/template/v2/yaml.go. Neither ever fails.

/** Functions that read and write YAML. */
export const yaml: Family = {
  // The value goes through JSON; what JSON has no place for gives an empty string.
  toYaml: fn(['any'], 'string', (value) => {
    try {
      return jsonToYaml(encodeJson(value, { escapeHtml: true, indent: false })).replace(/\n$/, '') as Bytes;
    } catch (error) {
      if (error instanceof FunctionError || error instanceof YamlSyntaxError) return '' as Bytes;
      throw error;
    }
  }),

  // What goes wrong becomes the value of the key "Error".
  fromYaml: fn(['string'], 'dict', (text) => {
    try {
      const { data } = readYaml(text);
      if (data === null) return new GoMap(new Map());
      if (data instanceof Map) return toValue(data) as GoMap;
      const problem = `json: cannot unmarshal ${kindOf(data)} into Go value of type map[string]interface {}`;
      return failure(`error unmarshaling JSON: while decoding JSON: ${problem}`);
    } catch (error) {
      if (error instanceof YamlSyntaxError) return failure(yamlErrorText(text, error));
      throw error;
    }
  }),
};

function failure(text: string): GoMap {
  return new GoMap(new Map([['Error' as Bytes, text as Bytes]]));
}

function kindOf(data: JsonValue): string {
  if (Array.isArray(data)) return 'array';
  if (typeof data === 'string') return 'string';
  return typeof data === 'boolean' ? 'bool' : 'number';
}

/** Numbers are float64, as from JSON. */
function toValue(data: JsonValue): Value {
  if (Array.isArray(data)) return GoList.appended(data.map(toValue));
  if (data instanceof Map) {
    const entries = [...(data as ReadonlyMap<Bytes, JsonValue>)];
    return new GoMap(new Map(entries.map(([key, item]) => [validBytes(key), toValue(item)])));
  }
  // Through JSON, the bytes of a !!binary that are no UTF-8 become U+FFFD.
  if (typeof data === 'string') return validBytes(data as Bytes);
  if (typeof data === 'bigint') return Number(data);
  if (data instanceof JsonNumber) return Number(data.text);
  return data as Value;
}
