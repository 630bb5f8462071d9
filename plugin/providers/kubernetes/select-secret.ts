import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf } from '../../go/byte-string.ts';
import { gjsonGet } from '../../go/gjson.ts';
import { type JsonValue, marshalJson } from '../../go/json.ts';
import type { JsonObject } from '../../model/document.ts';
import { Sensitive } from '../../model/sensitive.ts';
import type { EntryRef, Selected } from '../provider.ts';
import { dataJson, type RemoteSecret, remoteSecret } from './remote-secret.ts';

/**
 * `data[]`: the data as JSON, one key of them, or a path inside the JSON of one key; with `Fetch` the same of the metadata.
 *
 * @remarks ESO: `providers/v1/kubernetes/client.go`, `GetSecret`.
 */
export function selectSecret(value: Sensitive, { property = '', metadataPolicy }: EntryRef): Selected {
  const secret = remoteSecret(JSON.parse(value.reveal().toString('utf8')) as JsonObject);
  const part = metadataPolicy === 'Fetch' ? partOfMetadata(secret, property) : partOfData(secret, property);
  if (part === undefined) return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property }) };
  return { kind: 'value', value: new Sensitive(part) };
}

/** Labels or annotations as JSON; `null` where there are none. */
export function metadataJson(texts: ReadonlyMap<string, string> | undefined): Bytes {
  return marshalJson(jsonOf(texts), { escapeHtml: false });
}

function partOfData({ data }: RemoteSecret, property: string): Buffer | undefined {
  if (property === '') return bufferOf(dataJson(data));
  const exact = data.get(property);
  if (exact !== undefined) return exact;
  const dot = property.indexOf('.');
  if (dot <= 0 || dot === property.length - 1) return undefined;
  const whole = data.get(property.slice(0, dot));
  const part = whole === undefined ? undefined : gjsonGet(bytesFromBuffer(whole), bytesOf(property.slice(dot + 1)));
  return part === undefined ? undefined : bufferOf(part);
}

function partOfMetadata({ labels, annotations }: RemoteSecret, property: string): Buffer | undefined {
  if (property === '') {
    const both = new Map<Bytes, JsonValue>([
      [bytesOf('annotations'), jsonOf(annotations)],
      [bytesOf('labels'), jsonOf(labels)],
    ]);
    return bufferOf(marshalJson(both, { escapeHtml: false }));
  }
  const [first, name, ...rest] = property.split('.');
  if (first !== 'labels' && first !== 'annotations') return undefined;
  const texts = first === 'labels' ? labels : annotations;
  if (name === undefined) return bufferOf(metadataJson(texts));
  const text = texts?.get(name);
  if (text === undefined || rest.length === 0) return text === undefined ? undefined : Buffer.from(text, 'utf8');
  // The operator glues the rest of the path together without its dots.
  const part = gjsonGet(bytesOf(text), bytesOf(rest.join('')));
  return part === undefined ? undefined : bufferOf(part);
}

function jsonOf(texts: ReadonlyMap<string, string> | undefined): JsonValue {
  return texts === undefined ? null : new Map([...texts].map(([key, text]) => [bytesOf(key), bytesOf(text)]));
}
