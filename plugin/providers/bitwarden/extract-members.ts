import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, textOf } from '../../go/byte-string.ts';
import type { JsonValue } from '../../go/json.ts';
import { rawMembers } from '../../go/json-raw.ts';
import { printJsonValue } from '../../go/print-json-value.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { Extracted } from '../provider.ts';
import { readYamlMapping } from './read-yaml-mapping.ts';
import { writeYamlMapping } from './write-yaml-mapping.ts';

/**
 * `extract`: the members of a YAML mapping; of what is none, but a JSON object, those that it has, spelled as they came.
 *
 * @remarks
 * JSON that is YAML is read as YAML, so that its numbers come as Go prints them. A mapping inside comes as YAML. ESO:
 * `providers/v1/bitwarden/client.go`, `GetSecretMap`.
 */
export function extractMembers(value: Sensitive): Extracted {
  const text = bytesFromBuffer(value.reveal());
  const mapping = readYamlMapping(text);
  if (mapping === undefined) {
    const members = rawMembers(text);
    if (members === undefined) return { kind: 'failed', error: manifestError('EXTRACT_NOT_OBJECT', {}) };
    return {
      kind: 'values',
      values: new Map([...members].map(([name, member]) => [name, new Sensitive(bufferOf(member))])),
    };
  }
  const texts = [...mapping].map(
    ([name, member]) => [textOf(name), new Sensitive(bufferOf(memberText(member)))] as const,
  );
  return { kind: 'values', values: new Map(texts) };
}

function memberText(member: JsonValue): Bytes {
  if (member instanceof Map) {
    const written = writeYamlMapping(member as ReadonlyMap<Bytes, JsonValue>);
    return (written === '' ? '{}' : written.trim()) as Bytes;
  }
  return printJsonValue(member);
}
