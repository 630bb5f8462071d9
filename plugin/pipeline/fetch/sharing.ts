import { isTrusted } from '../../model/config.ts';
import type { Origin } from '../../model/origin.ts';
import type { ProviderContext } from '../../providers/provider.ts';
import type { Reach } from '../../trust/boundary.ts';

/** What the stores of one run have in common, by what it is and who may share it. */
export type Sharing = Map<string, Promise<unknown>>;

/** For whom something is shared. */
export interface SharedBy {
  readonly origin: Origin;
  readonly usedFrom: string;
  readonly reach: Reach;
  readonly retrySettings: unknown;
}

/**
 * Makes a context's `shared`: stores share only with stores of the same trust, and where an application may bring
 * credentials along, of the same namespace.
 *
 * @remarks A fault is nobody else's: it says where the first store names what is wrong, so that each makes its own.
 */
export function sharedBy(sharing: Sharing, by: SharedBy): NonNullable<ProviderContext['shared']> {
  return async <T>(what: string, make: () => Promise<T>): Promise<T> => {
    const id = sharingId(what, by);
    const before = sharing.get(id) as Promise<T> | undefined;
    if (before !== undefined) return await before.catch(make);
    const made = make();
    sharing.set(id, made);
    return await made;
  };
}

/** Equal for those who share something. */
export function sharingId(what: string, { origin, usedFrom, reach, retrySettings }: SharedBy): string {
  return JSON.stringify([what, isTrusted(origin), reach.restricted, reach.bounded ? usedFrom : '', retrySettings]);
}
