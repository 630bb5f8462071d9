import { documentError } from '../errors/document.ts';
import { nearest } from '../errors/nearest.ts';
import { bareObject } from '../go/bare-object.ts';
import type { Json, JsonObject } from '../model/document.ts';
import { checkInteger } from './check-integer.ts';
import { checkText } from './check-text.ts';
import { fieldPath } from './field-path.ts';
import type { Report } from './problem.ts';
import type { ListSchema, MapSchema, ObjectSchema, Schema } from './schema.ts';
import { showType } from './show-type.ts';

/**
 * Reads a value against a schema as the Kubernetes API server does: null values and unknown fields go, defaults come,
 * and what is left is checked. Nothing is coerced.
 *
 * @remarks
 * k8s.io/apiextensions-apiserver: pruning, defaulting with `PruneNonNullableNullsWithoutDefaults`, validation;
 * An unknown field is a warning, everything else a problem; all are reported.
 *
 * @param field - The value's own path.
 * @returns The value as it would be stored. Where something was wrong it is what could be read.
 */
export function applySchema(value: Json, schema: Schema, field: string, report: Report): Json {
  switch (schema.kind) {
    case 'lazy':
      return applySchema(value, schema.load(), field, report);
    case 'object':
      return isObject(value) ? applyObject(value, schema, field, report) : refuse(value, 'an object', field, report);
    case 'map':
      return isObject(value) ? applyMap(value, schema, field, report) : refuse(value, 'an object', field, report);
    case 'list':
      return Array.isArray(value) ? applyList(value, schema, field, report) : refuse(value, 'a list', field, report);
    case 'string':
      if (typeof value !== 'string') return refuse(value, 'a string', field, report);
      checkText(value, schema, field, report);
      return value;
    case 'int':
      if (!isInteger(value)) return refuse(value, 'an integer', field, report);
      checkInteger(value, schema, field, report);
      return value;
    case 'bool':
      return typeof value === 'boolean' ? value : refuse(value, 'true or false', field, report);
    case 'int-or-string':
      if (typeof value === 'string' || isWhole(value)) return value;
      return refuse(value, 'an integer or a string', field, report);
    case 'any':
      return value;
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isInteger(value: Json): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** What the API server takes for an integer where no range is told: 64 bits of digits, or a float that is exactly whole. */
function isWhole(value: Json): boolean {
  return typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
}

function refuse(value: Json, wants: string, field: string, report: Report): Json {
  report.problem(documentError('FIELD_TYPE', { field, wants, is: showType(value) }, report.place(field)));
  return value;
}

function applyObject(value: JsonObject, schema: ObjectSchema, field: string, report: Report): Json {
  const result = bareObject<Json>();
  for (const name of Object.keys(value)) {
    const member = value[name] as Json;
    const property = schema.properties.get(name);
    const path = fieldPath(field, name);
    if (property === undefined) warnUnknown(name, path, schema.properties.keys(), report);
    else if (member !== null) result[name] = applySchema(member, property, path, report);
  }
  for (const [name, property] of schema.properties) {
    if (property.default === undefined || Object.hasOwn(result, name)) continue;
    result[name] = applySchema(property.default, property, fieldPath(field, name), report);
  }
  checkObject(result, schema, field, report);
  return result;
}

function warnUnknown(name: string, path: string, known: Iterable<string>, report: Report): void {
  const meant = nearest(name, known);
  report.warn({
    code: 'UNKNOWN_FIELD',
    says: `unknown field ${path} is ignored, as the API server ignores it`,
    ...(meant === undefined ? {} : { hint: `did you mean "${meant}"?` }),
    place: report.place(path, 'key'),
  });
}

function checkObject(result: JsonObject, schema: ObjectSchema, field: string, report: Report): void {
  for (const name of schema.required) {
    if (Object.hasOwn(result, name)) continue;
    const path = fieldPath(field, name);
    report.problem(documentError('FIELD_REQUIRED', { field: path }, { ...report.place(field), field: path }));
  }
  const count = Object.keys(result).length;
  if (schema.minProperties !== undefined && count < schema.minProperties) {
    reportCount(field, count, 'least', schema.minProperties, report);
  }
  if (schema.maxProperties !== undefined && count > schema.maxProperties) {
    reportCount(field, count, 'most', schema.maxProperties, report);
  }
  checkRules(result, schema, field, report);
}

function reportCount(field: string, is: number, bound: 'least' | 'most', limit: number, report: Report): void {
  report.problem(documentError('FIELD_COUNT', { field, is, bound, limit, of: 'known fields' }, report.place(field)));
}

function checkRules(result: JsonObject, schema: ObjectSchema | MapSchema, field: string, report: Report): void {
  for (const rule of schema.rules) {
    if (rule.holds(result)) continue;
    report.problem(documentError('FIELD_RULE', { field, says: rule.says }, report.place(field)));
  }
}

function applyMap(value: JsonObject, schema: MapSchema, field: string, report: Report): Json {
  const result = bareObject<Json>();
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue;
    if (typeof member !== 'string') refuse(member, 'a string', fieldPath(field, name), report);
    else result[name] = member;
  }
  checkRules(result, schema, field, report);
  return result;
}

function applyList(value: readonly Json[], schema: ListSchema, field: string, report: Report): Json {
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    const facts = { field, is: value.length, bound: 'least', limit: schema.minItems, of: 'items' } as const;
    report.problem(documentError('FIELD_COUNT', facts, report.place(field)));
  }
  return value.map((item, index) => applySchema(item, schema.items, fieldPath(field, index), report));
}
