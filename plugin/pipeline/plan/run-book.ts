import type { Generator } from '../../generators/generator.ts';
import type { PlannedGenerator, Reference } from '../../model/plan.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ChosenGenerator } from './generator-book.ts';

/** Runs of generators, each once for all who share it. */
export interface RunBook {
  note(chosen: ChosenGenerator, wanted: WantedRun): Promise<PlannedGenerator>;
  all(): readonly PlannedGenerator[];
}

/** Who wants a run. */
export interface WantedRun {
  readonly by: Reference;
  readonly namespace: string;
  /** Which use of this generator it is in the ExternalSecret, from 0. */
  readonly use: number;
  /** Index of the entry in `spec.dataFrom`. */
  readonly index: number;
}

/**
 * Makes an empty run book.
 *
 * @remarks
 * A generator of random values runs for each entry that names it, as the operator does: two Secrets must not come to share
 * a password. One that asks a service for a token runs once, and all share the token.
 */
export function runBook(load: (kind: string) => Promise<Pick<Generator, 'random'>>): RunBook {
  const runs = new Map<string, PlannedGenerator & { readonly wantedBy: Reference[] }>();
  return {
    async note({ resource, kind, spec, specField }, { by, namespace, use, index }) {
      const { externalSecret } = by;
      const generator = await load(kind);
      const { name } = resource.metadata;
      const target = externalSecret.metadata.name;
      const owner = generator.random ? [target, use] : [];
      // The origin is part of it: what an application wrote is not run with the rights of what the platform wrote.
      const key = JSON.stringify([resource.kind, resource.origin, name, namespace, ...owner]);
      const before = runs.get(key);
      if (before !== undefined) {
        before.wantedBy.push(by);
        return before;
      }
      const purpose = canonicalJson([resource.kind, kind, name, namespace, ...owner, spec]);
      const run = {
        ...{ kind, name, namespace, resource, spec, specField, purpose, wantedBy: [by] },
        ...(generator.random ? { entry: { externalSecret, index } } : {}),
      };
      runs.set(key, run);
      return run;
    },
    all: () => [...runs.values()],
  };
}
