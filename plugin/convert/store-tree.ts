import type { Tree } from '../pipeline/emit/tree.ts';
import type { StoreRef } from './external-secret-tree.ts';
import type { StoreNeed } from './store-need.ts';

/**
 * Writes the store that needs of one identity share.
 *
 * @param namespace - Of a SecretStore.
 * @returns `undefined` where no provider can be proposed.
 */
export function storeTree(
  needs: readonly StoreNeed[],
  { name, kind }: StoreRef,
  namespace: string | undefined,
): ReadonlyMap<string, Tree> | undefined {
  const [first] = needs;
  if (first?.provider === undefined) return undefined;
  const { field, spec } = first.provider;
  const metadata = new Map<string, Tree>([['name', name]]);
  if (namespace !== undefined) metadata.set('namespace', namespace);
  return new Map<string, Tree>([
    ['apiVersion', 'external-secrets.io/v1'],
    ['kind', kind],
    ['metadata', metadata],
    [
      'spec',
      new Map([['provider', new Map([[field, withMount(kind === 'SecretStore' ? ownNamespace(spec) : spec, needs)]])]]),
    ],
  ]);
}

/** Keys name their mount in full, so a store of several mounts works without one. */
function withMount(spec: ReadonlyMap<string, Tree>, needs: readonly StoreNeed[]): ReadonlyMap<string, Tree> {
  const mounts = new Set(needs.map(({ mount }) => mount));
  const [mount] = mounts;
  if (mount === undefined || mounts.size > 1) return spec;
  const [server, ...rest] = spec;
  return new Map([...(server === undefined ? [] : [server]), ['path', mount], ...rest]);
}

/** What a SecretStore refers to stands in its own namespace, and it may not even say so. */
function ownNamespace(spec: ReadonlyMap<string, Tree>): ReadonlyMap<string, Tree> {
  return new Map([...spec].map(([name, part]) => [name, name === 'auth' || name === 'server' ? unplaced(part) : part]));
}

function unplaced(part: Tree): Tree {
  if (!(part instanceof Map)) return part;
  const kept = [...(part as ReadonlyMap<string, Tree>)].filter(([name]) => name !== 'namespace');
  return new Map(kept.map(([name, inner]) => [name, unplaced(inner)]));
}
