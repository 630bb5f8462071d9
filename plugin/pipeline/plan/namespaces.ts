import { isTrusted } from '../../model/config.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Run } from '../../model/run.ts';
import { isBounded } from '../../trust/boundary.ts';

/** Labels of namespaces, as far as somebody trusted vouches for them. */
export interface NamespaceLabels {
  /** `undefined` when nothing is known of the namespace but its name. */
  of(namespace: string): Promise<Readonly<Record<string, string>> | undefined>;
}

/**
 * Collects the labels that conditions of ClusterSecretStores are judged by.
 *
 * @remarks
 * A Namespace of the input counts only where the boundary does not hold: an application could else label itself into
 * a store. Trusted documents win over those of the input.
 *
 * @param fromCluster - Asks the cluster, where the configuration allows one.
 */
export function namespaceLabels(
  inventory: Pick<Inventory, 'supporting'>,
  run: Pick<Run, 'purpose' | 'config'>,
  fromCluster?: (namespace: string) => Promise<Readonly<Record<string, string>> | undefined>,
): NamespaceLabels {
  const bounded = isBounded(run);
  const known = new Map<string, Promise<Readonly<Record<string, string>> | undefined>>();
  const documents = inventory.supporting.filter(({ kind }) => kind === 'Namespace');
  const fromDocuments = (namespace: string) => {
    const named = documents.filter(({ metadata }) => metadata.name === namespace);
    const chosen = named.find(({ origin }) => isTrusted(origin)) ?? (bounded ? undefined : named[0]);
    return chosen?.metadata.labels;
  };
  return {
    of(namespace) {
      let labels = known.get(namespace);
      if (labels === undefined) {
        const own = fromDocuments(namespace);
        labels = own !== undefined || fromCluster === undefined ? Promise.resolve(own) : fromCluster(namespace);
        known.set(namespace, labels);
      }
      return labels;
    },
  };
}
