import { bytesOf } from '../../go/byte-string.ts';
import { GoRegexp } from '../../go/regexp.ts';
import type { Place } from '../../model/place.ts';
import type { LabelSelector, StoreCondition, StoreResource } from '../../model/store.ts';
import { matchesSelector } from '../../resources/matches-selector.ts';

type Labels = Readonly<Record<string, string>>;

/** The label that Kubernetes itself puts on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

/**
 * Whether a ClusterSecretStore's conditions let a namespace use it; any match in any condition suffices.
 *
 * @remarks
 * ESO: `pkg/controllers/secretstore/client_manager.go`, `shouldProcessSecret`. Where nothing is known of the
 * namespace but its name, a selector on other labels does not match, not even one that asks for their absence.
 *
 * @param labels - The namespace's labels; `undefined` when they are not known.
 * @throws ManifestError `SELECTOR_OPERATOR` for an operator that Kubernetes does not know.
 */
export function conditionsMatch(store: StoreResource, namespace: string, labels: Labels | undefined): boolean {
  const { conditions = [] } = store.spec;
  if (store.kind !== 'ClusterSecretStore' || conditions.length === 0) return true;
  return conditions.some((condition, index) =>
    conditionMatches(condition, namespace, labels, () => store.place(`spec.conditions[${index}].namespaceSelector`)),
  );
}

function conditionMatches(
  { namespaces = [], namespaceRegexes = [], namespaceSelector }: StoreCondition,
  namespace: string,
  labels: Labels | undefined,
  place: () => Place,
): boolean {
  if (namespaceSelector !== undefined) {
    // Asked for in any case, so that a wrong operator is an error whatever is known.
    const matches = matchesSelector(namespaceSelector, { ...labels, [nameLabel]: namespace }, place());
    if (matches && (labels !== undefined || asksNameOnly(namespaceSelector))) return true;
  }
  return (
    namespaces.includes(namespace) ||
    namespaceRegexes.some((regexp) => GoRegexp.compile(regexp)?.test(bytesOf(namespace)) ?? false)
  );
}

function asksNameOnly({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  const keys = [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
  return keys.every((key) => key === nameLabel);
}
