import { faultsOf } from '../../plugin/errors/esr-error.ts';
import type { LabelSelector } from '../../plugin/model/store.ts';
import { matchesSelector } from '../../plugin/resources/matches-selector.ts';

const labels = { env: 'prod', 'example.com/tier': '1', empty: '' };
const asks = (key: string, operator: string, values?: readonly string[]) =>
  ({ matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }] }) as LabelSelector;

const rows: readonly (readonly [name: string, selector: LabelSelector, want: boolean | string])[] = [
  ['nothing', {}, true],
  ['no labels', { matchLabels: {}, matchExpressions: [] }, true],
  ['a label', { matchLabels: { env: 'prod' } }, true],
  ['a label with a prefix', { matchLabels: { 'example.com/tier': '1' } }, true],
  ['an empty value', { matchLabels: { empty: '' } }, true],
  ['another value', { matchLabels: { env: 'Prod' } }, false],
  ['a label that objects inherit', { matchLabels: { constructor: 'x' } }, false],
  ['In', asks('env', 'In', ['test', 'prod']), true],
  ['In of a label that is not there', asks('team', 'In', ['a']), false],
  ['NotIn', asks('env', 'NotIn', ['prod']), false],
  ['NotIn of a label that is not there', asks('team', 'NotIn', ['a']), true],
  ['Exists', asks('empty', 'Exists'), true],
  ['Exists with an empty list', asks('env', 'Exists', []), true],
  ['DoesNotExist', asks('env', 'DoesNotExist'), false],
  ['a label and an expression', { matchLabels: { env: 'prod' }, ...asks('team', 'Exists') }, false],
  // What Kubernetes refuses, it refuses whatever the rest says.
  ['an operator in small letters', asks('env', 'in', ['prod']), 'SELECTOR_OPERATOR'],
  ['In without values', asks('env', 'In'), 'SELECTOR_REQUIREMENT'],
  ['NotIn with an empty list', asks('team', 'NotIn', []), 'SELECTOR_REQUIREMENT'],
  ['Exists with values', asks('env', 'Exists', ['prod']), 'SELECTOR_REQUIREMENT'],
  ['DoesNotExist with values', asks('team', 'DoesNotExist', ['x']), 'SELECTOR_REQUIREMENT'],
  ['a key that is none', asks('a b', 'DoesNotExist'), 'SELECTOR_REQUIREMENT'],
  ['a key with two prefixes', { matchLabels: { 'a/b/c': 'x' } }, 'SELECTOR_REQUIREMENT'],
  ['a value that is none', { matchLabels: { env: 'a b' } }, 'SELECTOR_REQUIREMENT'],
  ['a value that is too long', asks('env', 'NotIn', ['x'.repeat(64)]), 'SELECTOR_REQUIREMENT'],
  [
    'a wrong expression behind one that does not hold',
    { matchLabels: { env: 'x' }, ...asks('env', 'Exists', ['x']) },
    'SELECTOR_REQUIREMENT',
  ],
];

test.each(rows)('a label selector asks for %s', (_name, selector, want) => {
  expect(outcome(selector)).toBe(want);
});

function outcome(selector: LabelSelector): boolean | string | undefined {
  try {
    return matchesSelector(selector, labels, { file: 'x' });
  } catch (thrown) {
    return faultsOf(thrown)?.[0]?.code;
  }
}
