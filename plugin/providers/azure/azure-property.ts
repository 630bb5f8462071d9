import { azureError } from '../../errors/azure.ts';
import { manifestError } from '../../errors/manifest.ts';
import { type Bytes, bufferOf, bytesFromBuffer, bytesOf, textOf } from '../../go/byte-string.ts';
import { type JsonValue, parseJson } from '../../go/json.ts';
import { JsonSyntaxError } from '../../go/json-syntax-error.ts';
import { Sensitive } from '../../model/sensitive.ts';
import { extractRaw, pathFirst, selectRaw } from '../property.ts';
import type { EntryRef, Extracted, Selected } from '../provider.ts';
import { objectName } from './object-name.ts';

type Tags = ReadonlyMap<Bytes, Bytes>;

/**
 * `data[]`: the whole value, or the part that `property` chooses. A certificate has no parts.
 *
 * @remarks ESO: `keyvault.go`, `getProperty`, `getSecretTag`.
 */
export function selectAzure(value: Sensitive, entry: EntryRef): Selected {
  const { key, property = '', metadataPolicy } = entry;
  if (metadataPolicy !== 'Fetch') {
    return objectName(key).type === 'cert' ? { kind: 'value', value } : selectRaw(value, entry, pathFirst);
  }
  if (property === '') return { kind: 'value', value };
  return tagOf(tagsIn(value), property);
}

/**
 * `extract`: the members of a JSON object; of tags each under the secret's name, one that holds an object of texts taken apart.
 *
 * @remarks ESO: `keyvault.go`, `GetSecretMap`, `getSecretTagsWithLegacySDK`, `getSecretMapProperties`.
 */
export function extractAzure(value: Sensitive, entry: EntryRef): Extracted {
  const { key, property = '', metadataPolicy } = entry;
  if (metadataPolicy !== 'Fetch') return extractRaw(value, entry, pathFirst);
  const tags = tagsIn(value);
  const members = takenApart(tags, objectName(key).name);
  if (property === '') {
    return { kind: 'values', values: new Map([...members].map(([name, text]) => [textOf(name), sensitive(text)])) };
  }
  const there = tagOf(tags, property);
  if (there.kind !== 'value') return there;
  // The operator looks for it under the whole key: with a prefix there is nothing, and the value is empty.
  const name = `${key}_${property}`;
  const found = tagOf(members, name);
  return { kind: 'values', values: new Map([[name, found.kind === 'value' ? found.value : sensitive('' as Bytes)]]) };
}

function sensitive(text: Bytes): Sensitive {
  return new Sensitive(bufferOf(text));
}

/** A read's metadata is our own writing: an object of texts. */
function tagsIn(value: Sensitive): Tags {
  return parseJson(bytesFromBuffer(value.reveal())) as Tags;
}

/** A tag by its name, else a path in the tag that stands before the first dot. */
function tagOf(tags: Tags, property: string): Selected {
  const exact = tags.get(bytesOf(property));
  if (exact !== undefined) return { kind: 'value', value: sensitive(exact) };
  const dot = property.indexOf('.');
  const tag = dot > 0 ? tags.get(bytesOf(property.slice(0, dot))) : undefined;
  if (tag === undefined) return { kind: 'failed', error: azureError('AZURE_TAG', { tag: property }) };
  const path = property.slice(dot + 1);
  if (path === '') return { kind: 'value', value: sensitive(tag) };
  const part = pathFirst(tag, path);
  if (part !== undefined) return { kind: 'value', value: sensitive(part) };
  return { kind: 'failed', error: manifestError('PROPERTY_MISSING', { property: path }) };
}

function takenApart(tags: Tags, name: string): Tags {
  const members = new Map<Bytes, Bytes>();
  for (const [tag, text] of tags) {
    const prefix = `${bytesOf(name)}_${tag}` as Bytes;
    const parts = textsIn(text);
    if (parts === undefined) members.set(prefix, text);
    else for (const [part, value] of parts) members.set(`${prefix}_${part}` as Bytes, value);
  }
  return members;
}

/** What Go reads into a map of texts: an object of texts and nulls, or null. */
function textsIn(text: Bytes): Tags | undefined {
  const value = parsed(text);
  if (value === null) return new Map();
  if (!(value instanceof Map)) return undefined;
  const members = [...(value as ReadonlyMap<Bytes, JsonValue>)];
  if (members.some(([, member]) => member !== null && typeof member !== 'string')) return undefined;
  return new Map(members.map(([name, member]) => [name, (member ?? '') as Bytes]));
}

function parsed(text: Bytes): JsonValue | undefined {
  try {
    return parseJson(text);
  } catch (thrown) {
    if (thrown instanceof JsonSyntaxError) return undefined;
    throw thrown;
  }
}
