import { aboutField } from './about/about-field.ts';
import { pushes } from './about/pushes.ts';
import { compileSchema } from './compile-schema.ts';
import type { Kind } from './kind.ts';
import type { ObjectSchema, Schema } from './schema.ts';

/** A kind with its newest version, each field with what it is for. */
export interface DescribedKind {
  readonly kind: string;
  readonly apiVersion: string;
  readonly scope: Kind['scope'];
  readonly about: string | undefined;
  readonly spec: ObjectSchema;
}

/** Describes a kind from its field table, with all that providers and generators bring. */
export function describeKind({ group, kind, scope, versions }: Kind): DescribedKind | undefined {
  const [version, fields] = [...versions][0] ?? [];
  if (version === undefined || fields === undefined) return undefined;
  const about = Object.hasOwn(pushes.kinds, kind)
    ? (pushes.kinds as Readonly<Record<string, string>>)[kind]
    : undefined;
  const spec = described(compileSchema(fields()), `${kind}.spec`) as ObjectSchema;
  return { kind, apiVersion: `${group}/${version}`, scope, about, spec };
}

function described(schema: Schema, path: string): Schema {
  const about = aboutField(path) ?? schema.about;
  const own = about === undefined ? {} : { about };
  if (schema.kind === 'lazy') return { ...described(schema.load(), path), ...basics(schema), ...own };
  if (schema.kind === 'list') return { ...schema, ...own, items: described(schema.items, `${path}[]`) };
  if (schema.kind !== 'object') return { ...schema, ...own };
  const properties = new Map([...schema.properties].map(([name, each]) => [name, described(each, `${path}.${name}`)]));
  return { ...schema, ...own, properties };
}

/** What a place says of a part that it takes from elsewhere. */
function basics({ default: value }: Schema): Pick<Schema, 'default'> {
  return value === undefined ? {} : { default: value };
}
