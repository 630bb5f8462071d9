import type { Json, JsonObject, ParsedDocument } from '../../model/document.ts';

const annotation = 'external-secrets-render.dev/skip';

/** Whether a document is to be left for the operator. */
export function isSkipped({ value }: ParsedDocument): boolean {
  const { metadata } = value;
  const { annotations } = Object(metadata) as { readonly annotations?: unknown };
  const held = Object(annotations) as Readonly<Record<string, unknown>>;
  return Object.hasOwn(held, annotation) && String(held[annotation]) === 'true';
}

/** What a document refers to in stores and generators: `KIND NAME`. It was not checked, so anything may stand in it. */
export function usedBy({ value }: ParsedDocument): ReadonlySet<string> {
  const used = new Set<string>();
  const visit = (held: Json): void => {
    if (typeof held !== 'object' || held === null) return;
    for (const [key, member] of Object.entries(held) as [string, Json][]) {
      if (/^(secretStoreRefs?|storeRef|generatorRef)$/.test(key)) addAll(used, member);
      visit(member);
    }
  };
  visit(value);
  return used;
}

function addAll(used: Set<string>, refs: Json): void {
  for (const ref of Array.isArray(refs) ? refs : [refs]) {
    const { kind = 'SecretStore', name } = Object(ref) as JsonObject;
    used.add(`${String(kind)} ${String(name)}`);
  }
}
