import { isTrusted } from '../model/config.ts';
import type { JsonObject } from '../model/document.ts';
import type { Place } from '../model/place.ts';
import type { Resource } from '../model/resource.ts';
import type { Run } from '../model/run.ts';
import type { LabelSelector } from '../model/store.ts';
import { matchesSelector } from '../resources/matches-selector.ts';

/** What a cluster-wide document says about the namespaces it is for. */
export interface WantedNamespaces {
  readonly selectors: readonly LabelSelector[];
  readonly names: readonly string[];
  /** Where each of them stands. */
  readonly at: { readonly selectors: Place; readonly names: Place };
}

const nameLabel = 'kubernetes.io/metadata.name';

/**
 * The names of the Namespaces that a ClusterExternalSecret or ClusterPushSecret is for, sorted.
 *
 * @remarks
 * Only Namespaces that somebody describes can be matched; a name that matches none is a warning, since in
 * the cluster it might. Which namespaces an application may write to is decided by policy, for each of them.
 *
 * @param namespaces - Of every origin; trusted documents win over those of the input.
 */
export function matchingNamespaces(
  namespaces: readonly Resource[],
  { selectors, names, at }: WantedNamespaces,
  run: Pick<Run, 'warn'>,
): readonly string[] {
  const labels = known(namespaces);
  const listed = new Set(names);
  const unknown = [...listed].filter((name) => !labels.has(name));
  const matched = [...labels]
    .filter(
      ([name, own]) => listed.has(name) || selectors.some((selector) => matchesSelector(selector, own, at.selectors)),
    )
    .map(([name]) => name)
    .sort();
  if (unknown.length > 0) {
    run.warn({
      code: 'CLUSTER_NAMESPACE_UNKNOWN',
      says: `no Namespace is known that is called ${unknown.join(', ')}; nothing is made there`,
      hint: 'add the Namespace to the input, or to the stores of the platform configuration',
      place: at.names,
    });
  } else if (matched.length === 0) {
    run.warn({
      code: 'CLUSTER_MATCHES_NONE',
      says: `it matches none of the ${labels.size} known Namespaces; nothing is made`,
      hint: 'add the Namespaces with their labels to the input, or to the stores of the platform configuration',
      place: at.selectors,
    });
  }
  return matched;
}

/** Labels by namespace. The server itself labels a namespace with its name. */
function known(namespaces: readonly Resource[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const inOrder = namespaces.toSorted((a, b) => Number(isTrusted(a.origin)) - Number(isTrusted(b.origin)));
  return new Map(
    inOrder
      .filter((namespace) => !isTerminating(namespace))
      .map(({ metadata: { name, labels } }) => [name, { ...labels, [nameLabel]: name }]),
  );
}

function isTerminating({ raw }: Resource): boolean {
  const { metadata, status } = raw;
  const { deletionTimestamp } = Object(metadata) as JsonObject;
  const { phase } = Object(status) as JsonObject;
  return typeof deletionTimestamp === 'string' || phase === 'Terminating';
}
