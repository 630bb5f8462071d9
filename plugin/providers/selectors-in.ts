import type { Json, JsonObject } from '../model/document.ts';

/** A reference inside a store's document, and the field that holds it. */
export interface FoundSelector {
  readonly field: string;
  readonly namespace: string | undefined;
}

/** Finds every reference to a Secret, ConfigMap or ServiceAccount in a part of a document: what names or keys something. */
export function selectorsIn(value: Json | undefined, field: string): readonly FoundSelector[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const object = value as JsonObject;
  if (typeof object['name'] === 'string' || typeof object['key'] === 'string') {
    const { namespace } = object;
    return [{ field, namespace: typeof namespace === 'string' && namespace !== '' ? namespace : undefined }];
  }
  return Object.entries(object).flatMap(([name, inner]) => selectorsIn(inner, `${field}.${name}`));
}
