import type { JsonObject } from '../model/document.ts';

/** The keys of a Secret or ConfigMap, as written: of what is text already, then of what is encoded. */
export function objectKeys(kind: string, object: JsonObject): readonly string[] {
  const parts = kind === 'Secret' ? ['stringData', 'data'] : ['data', 'binaryData'];
  const keys = parts.flatMap((part) => {
    const held: unknown = Object.hasOwn(object, part) ? object[part] : undefined;
    return typeof held === 'object' && held !== null ? Object.keys(held) : [];
  });
  return [...new Set(keys)];
}
