import { type Bytes, bytesOf } from '../go/byte-string.ts';
import { formatFloat } from '../go/format-float.ts';
import { JsonNumber, type JsonValue } from '../go/json.ts';
import { YamlSyntaxError } from '../go/yaml-syntax-error.ts';
import { readYaml } from '../go/yaml11.ts';

/**
 * Reads the output of a `KeysAndValues` template: one YAML document, string to string.
 *
 * @remarks
 * ESO unmarshals it with sigs.k8s.io/yaml into `map[string]string` (core.md 4.3): nil becomes empty, booleans and integers
 * their text, floats the digits of a float32. An empty document has no keys.
 *
 * @returns `undefined` where ESO reports an error: no YAML, no map, or a map with something nested in it.
 */
export function readStringMap(text: Bytes): Map<Bytes, Bytes> | undefined {
  const data = readData(text);
  if (data === null) return new Map();
  if (!(data instanceof Map)) return undefined;
  const strings = new Map<Bytes, Bytes>();
  for (const [key, value] of data as ReadonlyMap<Bytes, JsonValue>) {
    const string = stringOf(value);
    if (string === undefined) return undefined;
    strings.set(key, string);
  }
  return strings;
}

function readData(text: Bytes): JsonValue | undefined {
  try {
    return readYaml(text).data;
  } catch (thrown) {
    if (thrown instanceof YamlSyntaxError) return undefined;
    throw thrown;
  }
}

function stringOf(value: JsonValue): Bytes | undefined {
  if (value === null) return '' as Bytes;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return bytesOf(formatFloat(value, 'g', -1, 32));
  if (value instanceof JsonNumber) return bytesOf(value.text);
  return typeof value === 'object' ? undefined : bytesOf(String(value));
}
