import type { LabelSelector } from '../model/store.ts';

/**
 * Writes a label selector as the API server takes it in a query; an empty selector is an empty text.
 *
 * @param selector - One that `matchesSelector` has found fault-free: its keys and values need no quoting.
 * @remarks k8s.io/apimachinery `pkg/labels/selector.go`, `Requirement.String`.
 */
export function printSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...labels, ...expressions].join(',');
}
