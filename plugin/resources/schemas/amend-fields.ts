import type { Field } from './field.ts';

/** How an older version's table differs. Paths are of the whole table; a dropped field takes what is below it along. */
export interface Amendment {
  readonly drop?: readonly string[];
  /** What a field has instead; `undefined` takes it away. */
  readonly change?: Readonly<Record<string, { readonly [K in keyof Field]?: Field[K] | undefined }>>;
}

/** Makes an older version's table out of the newer one's. */
export function amendFields(fields: readonly Field[], amendment: Amendment): readonly Field[] {
  const change = new Map(Object.entries(amendment.change ?? {}));
  const drop = amendment.drop ?? [];
  return flatten(fields)
    .filter(({ path }) => !drop.some((gone) => path === gone || path.startsWith(`${gone}.`)))
    .map((field) => withoutUndefined({ ...field, ...change.get(field.path) }));
}

/** Puts the tables of nested kinds into the table itself, so that a path names any field. */
function flatten(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap(({ fields: below, ...field }) => {
    if (below === undefined) return [field];
    const base = field.type.endsWith('[]') ? `${field.path}[]` : field.path;
    return [field, ...flatten(below()).map((inner) => ({ ...inner, path: `${base}.${inner.path}` }))];
  });
}

function withoutUndefined(field: { readonly [K in keyof Field]?: Field[K] | undefined }): Field {
  return Object.fromEntries(Object.entries(field).filter(([, value]) => value !== undefined)) as unknown as Field;
}
