import type { Generator } from '../generators/generator.ts';
import { generators } from '../generators/registry.ts';

/** Loads the generator of a kind: there is one for every kind that the API server takes. */
export async function loadGenerator(kind: string): Promise<Generator> {
  const registry: Readonly<Record<string, () => Promise<{ readonly generator: Generator }>>> = generators;
  const load = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (load === undefined) throw new Error(`no generator is registered for kind ${kind}`);
  return (await load()).generator;
}
