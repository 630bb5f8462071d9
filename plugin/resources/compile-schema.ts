import type { Json } from '../model/document.ts';
import type { ObjectSchema, Schema } from './schema.ts';
import type { Field, FieldType } from './schemas/field.ts';
import { sharedTypes } from './schemas/shared-types.ts';
import { textForms } from './schemas/text-forms.ts';

/** A table's line with the lines below it. */
interface Branch {
  readonly children: Map<string, Branch>;
  field?: Field;
}

/**
 * Makes the tree of a field table.
 *
 * @param fields - Lines in any order; a parent needs a line of its own unless it is a plain optional object.
 */
export function compileSchema(fields: readonly Field[]): ObjectSchema {
  const root = branch();
  for (const field of fields) {
    let at = root;
    for (const name of field.path.replaceAll('[]', '.[]').split('.')) {
      const next = at.children.get(name) ?? branch();
      at.children.set(name, next);
      at = next;
    }
    at.field = field;
  }
  return objectOf(root, undefined);
}

function branch(): Branch {
  return { children: new Map() };
}

function objectOf(at: Branch, field: Field | undefined): ObjectSchema {
  const properties = new Map<string, Schema>();
  const required: string[] = [];
  for (const [name, child] of at.children) {
    properties.set(name, schemaOf(child));
    if (child.field?.required === true) required.push(name);
  }
  return {
    kind: 'object',
    properties,
    required,
    rules: field?.rules ?? [],
    ...basicsOf(field),
    ...picked(field, 'minProperties', 'maxProperties'),
  };
}

function schemaOf(at: Branch): Schema {
  const { field } = at;
  if (field === undefined) return objectOf(at, undefined);
  if (!field.type.endsWith('[]')) return leafOf(at, field, field.type as FieldType);
  const item = at.children.get('[]');
  const type = field.type.slice(0, -2) as FieldType;
  const items = item === undefined ? leafOf(branch(), { path: '[]', type }, type) : itemOf(item, type);
  return { kind: 'list', items, ...basicsOf(field), ...picked(field, 'minItems') };
}

/** The items of a list: by their own line where there is one, else by the list's type. */
function itemOf(item: Branch, type: FieldType): Schema {
  return leafOf(item, item.field ?? { path: '[]', type }, type);
}

function leafOf(at: Branch, field: Field, type: FieldType): Schema {
  if (field.fields !== undefined) return lazy(field.fields, field);
  if (Object.hasOwn(sharedTypes, type)) {
    return { ...compileSchema(sharedTypes[type as keyof typeof sharedTypes]), ...basicsOf(field) };
  }
  switch (type) {
    case 'object':
      return objectOf(at, field);
    case 'map':
      return { kind: 'map', rules: field.rules ?? [], ...basicsOf(field) };
    case 'string':
      return textOf(field);
    case 'int':
      return { kind: 'int', ...basicsOf(field), ...rangeOf(field) };
    default:
      return { kind: type as 'bool' | 'int-or-string' | 'any', ...basicsOf(field) };
  }
}

function lazy(fields: () => readonly Field[], field: Field): Schema {
  let made: Schema | undefined;
  const load = (): Schema => {
    made ??= {
      ...compileSchema(fields()),
      ...picked(field, 'minProperties', 'maxProperties'),
      rules: field.rules ?? [],
    };
    return made;
  };
  return { kind: 'lazy', load, ...basicsOf(field) };
}

function textOf(field: Field): Schema {
  const form = field.text === undefined ? undefined : textForms[field.text];
  const pattern = form?.pattern ?? field.pattern;
  return {
    kind: 'string',
    ...basicsOf(field),
    ...picked(field, 'allowed', 'minLength', 'maxLength'),
    ...(form === undefined ? {} : { form: form.says, minLength: 1, maxLength: form.maxLength }),
    ...(pattern === undefined ? {} : { pattern: new RegExp(pattern) }),
    ...(field.format === 'byte' || field.format === 'date-time' || field.format === 'duration'
      ? { format: field.format }
      : {}),
  };
}

function rangeOf(field: Field): { readonly minimum?: number | bigint; readonly maximum?: number | bigint } {
  const { minimum, maximum } = field;
  if (field.format === 'int32') return { minimum: minimum ?? -(2 ** 31), maximum: maximum ?? 2 ** 31 - 1 };
  return { minimum: minimum ?? -(2n ** 63n), maximum: maximum ?? 2n ** 63n - 1n };
}

function basicsOf(field: Field | undefined): { readonly default?: Json; readonly about?: string } {
  return picked(field, 'default', 'about');
}

function picked<K extends keyof Field>(field: Field | undefined, ...keys: readonly K[]): Partial<Pick<Field, K>> {
  const found: Partial<Pick<Field, K>> = {};
  if (field === undefined) return found;
  for (const key of keys) if (field[key] !== undefined) found[key] = field[key];
  return found;
}
