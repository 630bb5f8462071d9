import type { Json, JsonObject, ParsedDocument } from '../../model/document.ts';
import type { LabelSelector } from '../../model/store.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';

/** A store or generator, as references choose it. */
export interface Usable {
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, unknown>>;
}

/**
 * Tells whether documents refer to a store or generator, by its name or by its labels.
 *
 * @param documents - They were not checked, so anything may stand in them. A selector that cannot be read chooses all.
 */
export function usedBy(documents: readonly ParsedDocument[]): (one: Usable) => boolean {
  const names = new Set<string>();
  const selectors: { readonly kind: string; readonly selector: Json; readonly document: ParsedDocument }[] = [];
  for (const document of documents) {
    for (const { kind = 'SecretStore', name, labelSelector } of refsIn(document.value)) {
      names.add(`${String(kind)} ${String(name)}`);
      if (labelSelector !== undefined) selectors.push({ kind: String(kind), selector: labelSelector, document });
    }
  }
  return ({ kind, name, labels }) =>
    names.has(`${kind} ${name}`) ||
    selectors.some((one) => one.kind === kind && mayChoose(one.selector, labels, one.document));
}

function* refsIn(held: Json): Iterable<JsonObject> {
  if (typeof held !== 'object' || held === null) return;
  for (const [key, member] of Object.entries(held) as [string, Json][]) {
    if (/^(secretStoreRefs?|storeRef|generatorRef)$/.test(key)) {
      for (const ref of Array.isArray(member) ? member : [member]) yield Object(ref) as JsonObject;
    }
    yield* refsIn(member);
  }
}

function mayChoose(selector: Json, labels: Usable['labels'], document: ParsedDocument): boolean {
  try {
    return matchesSelector(selector as LabelSelector, labels as Readonly<Record<string, string>>, document.place(''));
  } catch {
    return true;
  }
}
