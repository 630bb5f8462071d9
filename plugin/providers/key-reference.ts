import type { Place } from '../model/place.ts';
import { effectiveNamespace } from './effective-namespace.ts';
import type { KeyReference, StoreInfo } from './provider.ts';

/** A reference to a key of a Secret, as written. */
export interface SecretSelector {
  readonly name?: string;
  readonly namespace?: string;
  readonly key?: string;
}

/** The key of a Secret that a selector in a store means. */
export function keyReference(
  selector: SecretSelector | undefined,
  owner: Pick<StoreInfo, 'kind' | 'namespace' | 'usedFrom'>,
  place: Place,
  defaultKey = '',
): KeyReference {
  return {
    kind: 'Secret',
    namespace: effectiveNamespace(selector, owner),
    name: selector?.name ?? '',
    key: selector?.key || defaultKey,
    place,
  };
}
