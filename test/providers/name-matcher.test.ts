import { faultsOf } from '../../plugin/errors/esr-error.ts';
import { nameMatcher } from '../../plugin/providers/name-matcher.ts';

const names = ['', 'app/db', 'APP', 'a.b', 'Ω', 'é', 'tail\n', 'xy', '\u212a'];

// What Go 1.26 finds among the names, by their numbers.
const rows: readonly (readonly [regexp: string | undefined, want: readonly number[] | 'refused'])[] = [
  [undefined, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['db', [1]],
  ['^$', [0]],
  ['(?i)app', [1, 2]],
  ['(?i)k', [8]],
  ['\\Qa.b\\E', [3]],
  ['a.b', [3]],
  ['tail$', []],
  ['(?m)tail$', [6]],
  ['tail\\z', []],
  ['[[:upper:]]', [2]],
  ['\\p{Greek}', [4]],
  ['\\p{greek}', [4]],
  ['\\p{Lowercase_Letter}', [1, 3, 5, 6, 7]],
  ['(?P<n>x)(?P<n>y)', [7]],
  ['(?<n>x)', [7]],
  ['\\p{Emoji}', 'refused'],
  ['x{1001}', 'refused'],
  ['(?=x)', 'refused'],
  ['(x)\\1', 'refused'],
  ['a**', 'refused'],
  ['(', 'refused'],
  ['\\Z', 'refused'],
];

test.each(rows)('find.name.regexp %j finds %j', (regexp, want) => {
  expect(found(regexp)).toEqual(want);
});

function found(regexp: string | undefined): readonly number[] | 'refused' {
  try {
    const matches = nameMatcher(regexp === undefined ? {} : { regexp });
    return names.flatMap((name, index) => (matches(name) ? index : []));
  } catch (thrown) {
    expect(faultsOf(thrown)).toMatchObject([{ code: 'FIND_REGEXP' }]);
    return 'refused';
  }
}
