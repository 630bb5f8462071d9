import { usageError } from '../errors/usage.ts';
import { bytesFromBuffer } from '../go/byte-string.ts';
import { YamlSyntaxError } from '../go/yaml-syntax-error.ts';
import { readYaml } from '../go/yaml11.ts';
import type { JsonObject } from '../model/document.ts';
import type { Place } from '../model/place.ts';
import { parseFieldPath } from '../resources/parse-field-path.ts';

/** A configuration file as data, and where its keys stand. */
export interface ConfigText {
  readonly value: JsonObject;
  place(field: string): Place;
}

/**
 * Reads the one document of a configuration file.
 *
 * @throws UsageError `CONFIG_SYNTAX`
 */
export function readConfigText(file: string, bytes: Buffer): ConfigText {
  const text = bytesFromBuffer(bytes);
  const placeAt = (offset: number): Place => {
    const before = text.slice(0, offset);
    const column = [...Buffer.from(before.slice(before.lastIndexOf('\n') + 1), 'latin1').toString('utf8')].length + 1;
    return { file, line: before.split('\n').length, column };
  };
  try {
    const { value, locate } = readYaml(text, { strict: true });
    const second = secondDocument(text);
    if (second !== undefined) throw new YamlSyntaxError('it holds more than one document', second);
    if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
      throw new YamlSyntaxError('it is no mapping', 0);
    }
    return {
      value: (value ?? {}) as JsonObject,
      place: (field) => {
        const found = locate(parseFieldPath(field));
        const isText = found.kind === 'scalar' && found.value.end > found.value.start;
        return { ...placeAt(isText ? found.value.start : (found.key?.start ?? found.value.start)), field };
      },
    };
  } catch (thrown) {
    if (!(thrown instanceof YamlSyntaxError)) throw thrown;
    throw usageError('CONFIG_SYNTAX', { reason: thrown.reason }, placeAt(thrown.offset));
  }
}

/** Where a second document begins: a silent one would be a policy that nobody keeps. */
function secondDocument(text: string): number | undefined {
  const isContent = (line: string) => /^\s*[^\s#]/.test(line) && !/^(?:---|%|\.\.\.)/.test(line);
  let offset = 0;
  let contents = 0;
  for (const part of text.split(/^(?=---(?:\s|$))/m)) {
    if (part.split('\n').some(isContent)) contents += 1;
    if (contents === 2) return offset;
    offset += part.length;
  }
  return undefined;
}
