import { usageError } from '../../errors/usage.ts';
import { type Bytes, bytesFromBuffer, textOf } from '../../go/byte-string.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import { YamlSyntaxError } from '../../go/yaml-syntax-error.ts';
import { readYaml } from '../../go/yaml11.ts';
import type { StoreInfo } from '../../providers/provider.ts';

/** Values by store and key, as `--values FILE` gives them. */
export interface Values {
  /** The values of a store; `undefined` when the file does not name it. */
  of(store: Pick<StoreInfo, 'kind' | 'namespace' | 'name'>): ReadonlyMap<string, Bytes> | undefined;
}

/**
 * Reads a values file: `STORE: {KEY: value | {property: value}}`.
 *
 * @remarks
 * A store goes by its name, or by `Kind/name` or `Kind/namespace/name` where names repeat. A mapping or list is what a
 * store would hold as JSON; any other scalar is its text.
 *
 * @param file - Its name, for errors.
 * @throws UsageError `VALUES_FILE`, without a word of the file.
 */
export function readValues(bytes: Uint8Array, file: string): Values {
  const stores = new Map<string, ReadonlyMap<string, Bytes>>();
  for (const [store, keys] of mappingOf(parse(bytes, file), 'the file', file)) {
    const values = new Map<string, Bytes>();
    for (const [key, value] of mappingOf(keys, `store "${textOf(store)}"`, file))
      values.set(textOf(key), toText(value));
    stores.set(textOf(store), values);
  }
  return {
    of({ kind, namespace, name }) {
      return stores.get(`${kind}/${namespace}/${name}`) ?? stores.get(`${kind}/${name}`) ?? stores.get(name);
    },
  };
}

function parse(bytes: Uint8Array, file: string): JsonValue {
  try {
    return readYaml(bytesFromBuffer(bytes)).data;
  } catch (thrown) {
    if (!(thrown instanceof YamlSyntaxError)) throw thrown;
    const line = bytes.subarray(0, thrown.offset).filter((byte) => byte === 0x0a).length + 1;
    throw usageError('VALUES_FILE', { problem: `it is no YAML: ${thrown.reason}` }, { file, line });
  }
}

function mappingOf(value: JsonValue, what: string, file: string): ReadonlyMap<Bytes, JsonValue> {
  if (value === null) return new Map();
  if (value instanceof Map) return value;
  throw usageError('VALUES_FILE', { problem: `${what} is no mapping` }, { file });
}

function toText(value: JsonValue): Bytes {
  if (typeof value === 'string') return value as Bytes;
  return value === null ? ('' as Bytes) : marshalJson(value);
}
