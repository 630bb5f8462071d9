import { showObject } from '../../model/place.ts';
import type { PlanView, ReadView } from './plan-view.ts';

/** One line of the graph: a store or generator, what is read, and who reads it. */
export interface Edge {
  readonly store: string;
  readonly read: string;
  readonly reader: string;
}

/** The graph of a plan: who reads what from where. */
export function edges({ stores, generators }: PlanView): readonly Edge[] {
  const of = (store: string, reads: readonly ReadView[]) =>
    reads.flatMap(({ key, version, wantedBy }) => {
      const read = version === undefined ? key : `${key}@${version}`;
      const readers = new Set(wantedBy.flatMap(({ object }) => (object === undefined ? [] : showObject(object))));
      return [...readers].map((reader): Edge => ({ store, read, reader }));
    });
  return [...stores.flatMap(({ name, reads }) => of(name, reads)), ...of('generators', generators)];
}
