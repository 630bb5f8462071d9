import type { Json, JsonObject } from '../model/document.ts';

/** Members that hold values as they are: of a fake store, of a fake generator, of the generator inside a ClusterGenerator. */
const holders = new Set(['fake', 'fakeSpec']);
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * The texts of a document that are no values: names, keys, templates. Of an object that is not the operator's its name alone.
 *
 * @param isNamesOnly - Its name alone, whatever it is: who reads errors does not know the rest.
 */
export function* writtenTexts(value: JsonObject, isNamesOnly: boolean): Generator<string> {
  const { apiVersion, kind, metadata, spec } = value;
  const { name, namespace } = Object(metadata) as JsonObject;
  yield* textsIn([name ?? null, namespace ?? null]);
  const isOurs = typeof apiVersion === 'string' && /external-secrets\.io\//.test(apiVersion);
  if (isNamesOnly || !isOurs) return;
  yield* textsIn(metadata ?? null);
  if (kind !== 'Fake') yield* textsIn(spec ?? null);
}

function* textsIn(value: Json): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (!Array.isArray(value)) yield key;
    if (!holders.has(key) && key !== lastApplied) yield* textsIn(member as Json);
  }
}
