import { compileSchema } from './compile-schema.ts';
import type { Schema } from './schema.ts';
import type { Field } from './schemas/field.ts';

const compiled = new WeakMap<() => readonly Field[], Schema>();

/** The schema of a table of fields, compiled when it is first asked for. */
export function schemaOf(fields: () => readonly Field[]): Schema {
  const known = compiled.get(fields);
  if (known !== undefined) return known;
  const made = compileSchema(fields());
  compiled.set(fields, made);
  return made;
}
