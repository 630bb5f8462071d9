import { type Place, showObject } from '../../model/place.ts';
import type { Find } from '../../model/remote.ts';
import { objectName } from '../../model/resource.ts';
import { placeOf } from '../../pipeline/place-of.ts';
import type { PlannedStream } from '../../pipeline/plan-stream.ts';
import type { ApiCall, Right } from '../../providers/access.ts';

/** A plan as it is shown: names and places, nothing to be asked. */
export interface PlanView {
  readonly stores: readonly StoreView[];
  readonly generators: readonly ReadView[];
  /** References of all entries; those to one value are one read. */
  readonly references: number;
}

/** What is read from one store. */
export interface StoreView {
  readonly name: string;
  readonly provider: string;
  readonly reads: readonly ReadView[];
  readonly calls: readonly ApiCall[];
  readonly rights: readonly Right[];
  readonly notes: readonly string[];
}

/** One distinct thing that is read, and for whom. */
export interface ReadView {
  readonly what: 'value' | 'metadata' | 'find' | 'generator';
  readonly key: string;
  readonly version?: string;
  readonly wantedBy: readonly Place[];
}

/** Makes the view of a plan. */
export function planView({ plan, accesses }: PlannedStream): PlanView {
  const stores = plan.clients.map((client): StoreView => {
    const { calls = [], rights = [], notes = [] } = accesses.get(client) ?? {};
    const reads = client.reads.map(({ ref, wantedBy }): ReadView => {
      const { key, version, metadataPolicy } = ref;
      const what = metadataPolicy === undefined ? 'value' : 'metadata';
      return { what, key, ...(version === undefined ? {} : { version }), wantedBy: wantedBy.map(placeOf) };
    });
    const finds = client.finds.map(({ find, wantedBy }): ReadView => {
      return { what: 'find', key: showFind(find), wantedBy: wantedBy.map(placeOf) };
    });
    const name = showObject(objectName(client.resource));
    return { name, provider: client.provider, reads: [...reads, ...finds], calls, rights, notes };
  });
  const generators = plan.generators.map(({ kind, name, namespace, wantedBy }): ReadView => {
    return { what: 'generator', key: `${kind} ${namespace}/${name}`, wantedBy: wantedBy.map(placeOf) };
  });
  const all = [...stores.flatMap(({ reads }) => reads), ...generators];
  return { stores, generators, references: all.reduce((sum, { wantedBy }) => sum + wantedBy.length, 0) };
}

function showFind({ path, name, tags }: Find): string {
  return [
    path === undefined ? '' : `below ${path}`,
    name?.regexp === undefined ? '' : `named ${name.regexp}`,
    ...Object.entries(tags ?? {}).map(([tag, value]) => `${tag}=${value}`),
  ]
    .filter((part) => part !== '')
    .join(' ');
}
