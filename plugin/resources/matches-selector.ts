import { manifestError } from '../errors/manifest.ts';
import type { Place } from '../model/place.ts';
import type { LabelSelector } from '../model/store.ts';

/**
 * Whether labels fit a label selector: all its labels and all its expressions. An empty selector fits everything.
 *
 * @remarks k8s.io/apimachinery `pkg/labels/selector.go`.
 * @throws ManifestError `SELECTOR_OPERATOR`
 */
export function matchesSelector(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>>,
  place: Place,
): boolean {
  const labelOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  // Every expression is looked at, so that a wrong one is an error whatever the others say.
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    const value = labelOf(key);
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        throw manifestError('SELECTOR_OPERATOR', { operator: String(operator) }, place);
    }
  });
  return expressions.every(Boolean) && Object.entries(matchLabels).every(([key, value]) => labelOf(key) === value);
}
