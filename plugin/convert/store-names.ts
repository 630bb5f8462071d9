import type { StoreRef } from './external-secret-tree.ts';
import { type StoreNeed, storeIdentity } from './store-need.ts';

/** How stores are called. */
export interface StoreNaming {
  /** A store's name; by its backend when absent. Several get it with what tells them apart behind it. */
  readonly name?: string | undefined;
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
}

/**
 * Gives each store a name.
 *
 * @returns By identity.
 */
export function storeNames(needs: readonly StoreNeed[], { name, kind }: StoreNaming): ReadonlyMap<string, StoreRef> {
  const distinct = [...new Map(needs.map((need) => [storeIdentity(need), need])).values()];
  const taken = new Set<string>();
  return new Map(
    distinct.map((need) => {
      const wanted = nameOf(need, distinct, name);
      let free = wanted;
      for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
      taken.add(free);
      return [storeIdentity(need), { name: free, kind }];
    }),
  );
}

function nameOf(need: StoreNeed, all: readonly StoreNeed[], name: string | undefined): string {
  if (name !== undefined && all.length === 1) return name;
  const same = all.filter(({ base }) => base === need.base);
  const isOfOneBase = same.length === all.length;
  const parts = [name, name !== undefined && isOfOneBase ? '' : need.base, same.length > 1 ? need.part : ''];
  return slug(parts.filter((part) => part !== undefined && part !== '').join('-'));
}

/** A text as a Kubernetes name: lower case letters, digits and dashes. */
function slug(text: string): string {
  const name = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.replace(/^-+|-+$/g, '').slice(0, 253);
}
