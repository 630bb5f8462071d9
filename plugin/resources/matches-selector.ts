import { manifestError } from '../errors/manifest.ts';
import type { Place } from '../model/place.ts';
import type { LabelSelector } from '../model/store.ts';
import { isLabelKey, isLabelValue } from './metadata-syntax.ts';

/**
 * Whether labels fit a label selector: all its labels and all its expressions. An empty selector fits everything.
 *
 * @remarks
 * k8s.io/apimachinery `pkg/apis/meta/v1/helpers.go`, `LabelSelectorAsSelector`; `pkg/labels/selector.go`,
 * `NewRequirement`. Everything in it is looked at, so that what is wrong is an error whatever the rest says.
 *
 * @throws ManifestError `SELECTOR_OPERATOR`, `SELECTOR_REQUIREMENT`
 */
export function matchesSelector(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>>,
  place: Place,
): boolean {
  const labelOf = (key: string) => (Object.hasOwn(labels, key) ? labels[key] : undefined);
  for (const [key, value] of Object.entries(matchLabels)) checkRequirement(key, 'In', [value], place);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    const value = labelOf(key);
    checkRequirement(key, operator, values, place);
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

function checkRequirement(key: string, operator: string, values: readonly string[], place: Place): void {
  const why = faultIn(key, operator, values);
  if (why !== undefined) throw manifestError('SELECTOR_REQUIREMENT', { key, why }, place);
}

function faultIn(key: string, operator: string, values: readonly string[]): string | undefined {
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) return `${operator} needs values`;
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) return `${operator} takes no values`;
  if (!isLabelKey(key)) return 'no label may be called so';
  const bad = values.find((value) => !isLabelValue(value));
  return bad === undefined ? undefined : `no label may have the value "${bad}"`;
}
