import type { Json, JsonObject } from '../model/document.ts';
import type { ObjectSchema, Schema, TextSchema } from './schema.ts';

/**
 * Writes a schema as JSON Schema (draft 7), for editors and for checks by other tools.
 *
 * @remarks Rules that the CRD states in CEL have no form there and are left to `applySchema`. Objects are closed: what the
 * API server prunes an editor should mark.
 */
export function jsonSchema(schema: Schema): JsonObject {
  if (schema.kind === 'lazy') return { ...jsonSchema(schema.load()), ...basicsOf(schema) };
  return { ...shapeOf(schema), ...basicsOf(schema) };
}

function basicsOf({ about, default: value }: Schema): JsonObject {
  return {
    ...(about === undefined ? {} : { description: about }),
    ...(value === undefined ? {} : { default: value }),
  };
}

function shapeOf(schema: Exclude<Schema, { readonly kind: 'lazy' }>): JsonObject {
  switch (schema.kind) {
    case 'object':
      return objectShape(schema);
    case 'map':
      return { type: 'object', additionalProperties: { type: 'string' } };
    case 'list':
      return { type: 'array', items: jsonSchema(schema.items), ...given({ minItems: schema.minItems }) };
    case 'string':
      return textShape(schema);
    case 'int':
      return { type: 'integer', ...given({ minimum: plain(schema.minimum), maximum: plain(schema.maximum) }) };
    case 'bool':
      return { type: 'boolean' };
    case 'int-or-string':
      return { type: ['integer', 'string'] };
    case 'any':
      return {};
  }
}

function textShape({ allowed, pattern, minLength, maxLength }: TextSchema): JsonObject {
  if (allowed !== undefined) return { type: 'string', enum: allowed };
  return { type: 'string', ...given({ pattern: pattern?.source, minLength, maxLength }) };
}

function objectShape({ properties, required: all, minProperties, maxProperties }: ObjectSchema): JsonObject {
  // What has a default is never missing once the API server has read the document.
  const required = all.filter((name) => properties.get(name)?.default === undefined);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...properties].map(([name, property]) => [name, jsonSchema(property)])),
    ...given({ required: required.length === 0 ? undefined : required, minProperties, maxProperties }),
  };
}

/** The limits of 64 bits are no numbers that JSON readers keep. */
function plain(limit: number | bigint | undefined): number | undefined {
  return typeof limit === 'number' ? limit : undefined;
}

function given(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
