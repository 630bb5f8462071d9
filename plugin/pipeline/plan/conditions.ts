import { manifestError } from '../../errors/manifest.ts';
import type { LabelSelector, StoreCondition, StoreResource } from '../../model/store.ts';
import { matchesRegexp } from './matches-regexp.ts';

type Labels = Readonly<Record<string, string>>;

/** The label that Kubernetes itself puts on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

/**
 * Whether a ClusterSecretStore's conditions let a namespace use it; any match in any condition suffices.
 *
 * @remarks
 * core.md 9.2. ESO: `pkg/controllers/secretstore/client_manager.go`, `shouldProcessSecret`. Where nothing is known of the
 * namespace but its name, a selector on other labels does not match, not even one that asks for their absence.
 *
 * @param labels - The namespace's labels; `undefined` when they are not known.
 * @throws ManifestError `SELECTOR_OPERATOR` for an operator that Kubernetes does not know.
 */
export function conditionsMatch(store: StoreResource, namespace: string, labels: Labels | undefined): boolean {
  const { conditions = [] } = store.spec;
  if (store.kind !== 'ClusterSecretStore' || conditions.length === 0) return true;
  return conditions.some((condition, index) => conditionMatches(condition, namespace, labels, store, index));
}

function conditionMatches(
  condition: StoreCondition,
  namespace: string,
  labels: Labels | undefined,
  store: StoreResource,
  index: number,
): boolean {
  const { namespaces = [], namespaceRegexes = [], namespaceSelector } = condition;
  if (namespaceSelector !== undefined) {
    const known = { ...labels, [nameLabel]: namespace };
    const place = store.place(`spec.conditions[${index}].namespaceSelector`);
    if (selectorMatches(namespaceSelector, known, labels !== undefined, place)) return true;
  }
  return namespaces.includes(namespace) || namespaceRegexes.some((regexp) => matchesRegexp(regexp, namespace));
}

function selectorMatches(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Labels,
  complete: boolean,
  place: ReturnType<StoreResource['place']>,
): boolean {
  const isKnown = (key: string) => complete || key === nameLabel;
  const labelOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  // Every expression is looked at, so that a wrong one is an error whatever the others say.
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    const value = labelOf(key);
    const outcomes = {
      In: value !== undefined && values.includes(value),
      NotIn: value === undefined || !values.includes(value),
      Exists: value !== undefined,
      DoesNotExist: value === undefined,
    };
    if (!Object.hasOwn(outcomes, operator)) throw manifestError('SELECTOR_OPERATOR', { operator }, place);
    return isKnown(key) && outcomes[operator];
  });
  return expressions.every(Boolean) && Object.entries(matchLabels).every(([key, value]) => labelOf(key) === value);
}
