import { nearest } from '../errors/nearest.ts';
import type { Json, JsonObject } from '../model/document.ts';
import { kinds } from './kinds.ts';
import type { Schema } from './schema.ts';
import { schemaOf } from './schema-of.ts';

type Path = readonly (string | number)[];

/** Members that may hold values, or text that is made of them, wherever they stand. */
const telling = new Set(['template', 'literal', 'fake', 'webhook', 'headers', 'parameters', 'body', 'url']);
const plainMetadata = new Set(['name', 'namespace', 'generateName']);

/**
 * Where in a document values may stand: templates, annotations, fake stores, free maps, and whatever its kind does not know.
 *
 * @returns `undefined` where it may be anywhere: a Secret, a ConfigMap, a kind that is not ours.
 */
export function sensitivePaths(value: JsonObject): readonly Path[] | undefined {
  const schema = schemaFor(value);
  if (schema === undefined) return isOurs(value) ? allButKind(value) : undefined;
  const found: Path[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (name === 'spec') visit(member, schema, [name], found);
    else if (name === 'metadata' && isObject(member)) {
      found.push(...Object.keys(member).flatMap((key) => (plainMetadata.has(key) ? [] : [[name, key]])));
    } else if (name !== 'apiVersion' && name !== 'kind') found.push([name]);
  }
  return found;
}

function schemaFor({ apiVersion, kind }: JsonObject): Schema | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const [group = '', version = ''] = apiVersion.split('/');
  const fields = kinds.get(`${group}/${kind}`)?.versions.get(version);
  return fields === undefined || kind === 'Fake' || kind === 'Webhook' ? undefined : schemaOf(fields);
}

/** One of the operator's groups, of a kind or version that nobody knows. */
function isOurs({ apiVersion }: JsonObject): boolean {
  return typeof apiVersion === 'string' && /^(?:generators\.)?external-secrets\.io\//.test(apiVersion);
}

function allButKind(value: JsonObject): readonly Path[] {
  return Object.keys(value).flatMap((name) => (name === 'apiVersion' || name === 'kind' ? [] : [[name]]));
}

function visit(value: Json, schema: Schema, path: Path, found: Path[]): void {
  const known = schema.kind === 'lazy' ? schema.load() : schema;
  if (known.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) visit(item, known.items, [...path, index], found);
  } else if (known.kind === 'object' && isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      const meant = meantBy(name, known.properties);
      const property = meant === undefined ? undefined : known.properties.get(meant);
      if (meant === undefined || property === undefined || telling.has(meant)) found.push([...path, name]);
      else visit(member, property, [...path, name], found);
    }
  } else if (known.kind === 'map' || known.kind === 'any' || isObject(value) || Array.isArray(value)) {
    found.push(path);
  }
}

/** A member is judged by what it was meant to be, where it is a slip. */
function meantBy(name: string, properties: ReadonlyMap<string, Schema>): string | undefined {
  return properties.has(name) ? name : nearest(name, properties.keys());
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
