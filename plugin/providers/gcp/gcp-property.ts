import { gcpError } from '../../errors/gcp.ts';
import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { isValidJson } from '../../go/gjson/is-valid-json.ts';
import { type JsonValue, marshalJson, parseJson } from '../../go/json.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { extractRaw, literalFirst, pathOnly } from '../property.ts';
import type { EntryRef, Extracted, Selected } from '../provider.ts';

/**
 * `data[]`: the whole value, or the part that `property` chooses.
 *
 * @remarks
 * ESO: `client.go`, `getDataByProperty`. The value has to be JSON before anything is looked for;
 * a dot at the start is no reason to try the property as one literal key.
 */
export function selectGcp(value: Sensitive, entry: EntryRef): Selected {
  const { property, metadataPolicy } = entry;
  if (metadataPolicy === 'Fetch') return selectMetadata(value, property ?? '');
  if (property === undefined || property === '') return { kind: 'value', value };
  const document = bytesFromBuffer(value.reveal());
  if (!isValidJson(document)) return { kind: 'failed', error: gcpError('GCP_NOT_JSON', { property }) };
  const part = gcpProperty(document, property);
  if (part === undefined) return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property }) };
  return { kind: 'value', value: new Sensitive(bufferOf(part)) };
}

/** `extract`: the members of a JSON object, or of the labels and annotations. */
export function extractGcp(value: Sensitive, entry: EntryRef): Extracted {
  const selected = selectGcp(value, entry);
  return selected.kind === 'value' ? extractRaw(selected.value, { key: entry.key }, pathOnly) : selected;
}

/** Looks a property up in a document that is JSON; `undefined` where there is none. */
export function gcpProperty(document: Bytes, property: string): Bytes | undefined {
  return (property.startsWith('.') ? pathOnly : literalFirst)(document, property);
}

/** Everything behind the first dot is the name, dots included. */
function selectMetadata(value: Sensitive, property: string): Selected {
  if (property === '') return { kind: 'value', value };
  const metadata = parseJson(bytesFromBuffer(value.reveal())) as ReadonlyMap<Bytes, JsonValue>;
  for (const [group, kind] of [
    ['annotations', 'annotation'],
    ['labels', 'label'],
  ] as const) {
    const entries = metadata.get(bytesOf(group)) ?? null;
    if (property === group) return { kind: 'value', value: new Sensitive(bufferOf(marshalJson(entries))) };
    const name = property.startsWith(`${group}.`) ? property.slice(group.length + 1) : '';
    if (name === '') continue;
    const found = entries instanceof Map ? (entries as ReadonlyMap<Bytes, Bytes>).get(bytesOf(name)) : undefined;
    if (found !== undefined) return { kind: 'value', value: new Sensitive(bufferOf(found)) };
    return { kind: 'failed', error: gcpError('GCP_METADATA_MISSING', { kind, name }) };
  }
  return { kind: 'failed', error: gcpError('GCP_METADATA', { property }) };
}
