import type { Place } from '../model/place.ts';
import { effectiveNamespace } from './effective-namespace.ts';
import type { ServiceAccountReference, StoreInfo } from './provider.ts';

/** A reference to a ServiceAccount, as written. */
export interface AccountSelector {
  readonly name: string;
  readonly namespace?: string;
  readonly audiences?: readonly string[];
}

/** The ServiceAccount that a selector in a store means, with further audiences behind its own. */
export function accountReference(
  selector: AccountSelector,
  owner: Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom'>,
  place: Place,
  audiences: readonly string[] = [],
): ServiceAccountReference {
  return {
    namespace: effectiveNamespace(selector, owner),
    name: selector.name,
    audiences: [...(selector.audiences ?? []), ...audiences],
    place,
  };
}
