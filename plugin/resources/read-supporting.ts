import type { Json, JsonObject, ParsedDocument } from '../model/document.ts';
import { objectName, type Resource } from '../model/resource.ts';
import type { Kind } from './kind.ts';
import type { ReadContext } from './read-resource.ts';

/** Reads an object that ours may refer to. It is not ours to judge: what is odd about it is passed over. */
export function readSupporting(
  document: ParsedDocument,
  { kind, scope }: Kind,
  { origin, namespace }: Pick<ReadContext, 'origin' | 'namespace'>,
): Resource {
  const { value } = document;
  const { metadata: held } = value;
  const own: JsonObject = isObject(held) ? held : {};
  const { name, namespace: ownNamespace, labels, annotations } = own; // no names that an object inherits
  const metadata = {
    name: textOf(name),
    ...(scope === 'cluster' ? {} : { namespace: textOf(ownNamespace) || namespace }),
    labels: textsOf(labels),
    annotations: textsOf(annotations),
  };
  return {
    apiVersion: 'v1',
    kind,
    metadata,
    spec: {},
    raw: value,
    origin,
    document,
    place: (field) => ({ ...document.place(field), object: objectName({ kind, metadata }) }),
  };
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
