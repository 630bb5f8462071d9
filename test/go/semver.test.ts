import { compareVersions, formatVersion, parseVersion, type Version } from '../../plugin/go/semver.ts';
import { parseConstraint } from '../../plugin/go/semver-constraint.ts';

// The wanted values are what Masterminds/semver v3.4.0 answers.

const versionOf = (text: string) => parseVersion(text) as Version;

describe('parseVersion()', () => {
  test.each([
    ['v1.2', '1.2.0'],
    ['01.002.3-rc.1+b.05', '1.2.3-rc.1+b.05'],
    ['18446744073709551615', '18446744073709551615.0.0'],
  ])('%s', (text, want) => {
    expect(formatVersion(versionOf(text))).toBe(want);
  });

  test.each(['', '1.2.3.4', '1.2.3-01', '1.2.3-a..b', '1.2.3+', 'V1', ' 1', '18446744073709551616'])(
    'refuses %j',
    (text) => {
      expect(typeof parseVersion(text)).toBe('string');
    },
  );
});

describe('compareVersions()', () => {
  test.each([
    ['1.2.3-alpha', '1.2.3', -1],
    ['1.2.3-2', '1.2.3-10', -1],
    ['1.2.3-alpha.1', '1.2.3-alpha.beta', -1],
    ['1.2.3-a', '1.2.3-a.0', -1],
    ['1.2.3+a', '1.2.3+b', 0],
    ['1.2.3--1', '1.2.3-0', 1],
    ['1.10.0', '1.9.0', 1],
  ])('%s and %s', (a, b, want) => {
    expect([compareVersions(versionOf(a), versionOf(b)), compareVersions(versionOf(b), versionOf(a))]).toEqual([
      want,
      0 - want,
    ]);
  });
});

describe('parseConstraint()', () => {
  test.each([
    ['^1.2.x', '1.9.0', true],
    ['~0.0.0', '9.9.9', true],
    ['>11', '11.1.0', false],
    ['>11.1', '11.1.5', false],
    ['<=1.2', '1.2.9', true],
    ['<=1', '1.9.9', true],
    ['<1.2.x', '1.2.0', false],
    ['!=1.2.x', '1.2.5', false],
    ['!=1', '2.0.0', true],
    ['1.0-2.0', '1.5.0', false],
    ['1.0 - 2.0', '1.5.0', true],
    ['>=1.0.0-alpha', '1.0.0-beta', true],
    ['>=1.0.0', '1.1.0-beta', false],
    ['1.2.3 || 1.2.4-rc', '1.2.4-rc', true],
    ['>1 , <3', '2.0.0', true],
    ['x.1', '5.0.0', true],
    ['01.2', '1.2.0', true],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
  ])('%s holds for %s: %s', (constraint, version, want) => {
    expect(parseConstraint(constraint)?.(versionOf(version))).toBe(want);
  });

  test.each(['', '>1,', '1.2.3-01', '1|2', '==1', 'latest', '^'])('refuses %j', (text) => {
    expect(parseConstraint(text)).toBeUndefined();
  });

  test('takes no time over a long one', () => {
    expect(parseConstraint(`${'1  '.repeat(2000)}!`)).toBeUndefined();
    expect(parseConstraint('1 '.repeat(1000))).toBeDefined();
  });
});
