import type { Place } from '../../../plugin/model/place.ts';
import { convertKeys } from '../../../plugin/pipeline/assemble/convert-keys.ts';
import { relativeKeys } from '../../../plugin/pipeline/assemble/find-keys.ts';
import { validateKeys } from '../../../plugin/pipeline/assemble/validate-keys.ts';

const at: Place = { file: 'app.yaml', line: 3, column: 5, field: 'spec.dataFrom[0].extract' };

const conversions = [
  { name: 'leaves a usable key alone', strategy: 'Default', keys: ['db.user_1-a'], want: ['db.user_1-a'] },
  { name: 'replaces each slash', strategy: 'Default', keys: ['/team/x'], want: ['_team_x'] },
  { name: 'keeps letters of any script', strategy: 'Default', keys: ['clé/é'], want: ['clé_é'] },
  { name: 'replaces an astral character once', strategy: 'Default', keys: ['a🔑b'], want: ['a_b'] },
  { name: 'writes the code point', strategy: 'Unicode', keys: ['a@b', 'a🔑b'], want: ['a_U0040_b', 'a_U1f511_b'] },
  {
    name: 'keeps the letters and numbers of Unicode 15.0, which Go has',
    strategy: 'Unicode',
    keys: ['\u{1df25}', '\u{11f59}', '²', 'Ⅷ', '\u{31350}'],
    want: ['\u{1df25}', '\u{11f59}', '²', 'Ⅷ', '\u{31350}'],
  },
  {
    name: 'and replaces those that came later, whatever Node knows',
    strategy: 'Unicode',
    keys: ['\u1c89', '\u{10d40}', '\u{2ebf0}', '\u{33479}'],
    want: ['_U1c89_', '_U10d40_', '_U2ebf0_', '_U33479_'],
  },
  { name: 'keeps the order', strategy: 'Default', keys: ['z', 'a'], want: ['z', 'a'] },
  {
    name: 'takes "constructor" for a key',
    strategy: 'Default',
    keys: ['constructor', '__proto__'],
    want: ['constructor', '__proto__'],
  },
] as const;

describe('convertKeys()', () => {
  test.each(conversions)('$strategy: $name', ({ strategy, keys, want }) => {
    const got = convertKeys(new Map(keys.map((key) => [key, key])), strategy, () => at);
    expect([...got.keys()]).toEqual(want);
  });

  test('refuses two keys that become one, and says where and which', () => {
    const keys = new Map([
      ['a/b', 1],
      ['a b', 2],
    ]);
    expect(() => convertKeys(keys, 'Default', () => at)).toThrow(
      expect.objectContaining({ code: 'KEY_COLLISION', place: at, says: expect.stringContaining('"a/b" and "a b"') }),
    );
  });
});

describe('validateKeys()', () => {
  test('lets letters of any script pass and drops the empty key', () => {
    const keys = new Map(['é', '', 'a.b', '٣'].map((key) => [key, 1]));
    expect([...validateKeys(keys, () => at).keys()]).toEqual(['é', 'a.b', '٣']);
  });

  test('tells of every bad key', () => {
    const keys = new Map(['a/b', 'ok', 'a b', '\u{10d40}', 'x'.repeat(254)].map((key) => [key, 1]));
    expect(() => validateKeys(keys, () => at)).toThrow(
      expect.objectContaining({
        errors: [
          expect.objectContaining({ code: 'KEY_INVALID', says: expect.stringContaining('"a/b" holds "/"') }),
          expect.objectContaining({ code: 'KEY_INVALID' }),
          expect.objectContaining({ code: 'KEY_INVALID' }),
          expect.objectContaining({ code: 'KEY_TOO_LONG' }),
        ],
      }),
    );
  });

  test('counts bytes, not characters', () => {
    expect(() => validateKeys(new Map([['é'.repeat(127), 1]]), () => at)).toThrow(
      expect.objectContaining({ code: 'KEY_TOO_LONG' }),
    );
  });
});

const cuts = [
  { name: 'a path below', path: '/production/myapp', keys: ['/production/myapp/DATABASE_URL'], want: ['DATABASE_URL'] },
  { name: 'a path with its slash', path: '/production/myapp/', keys: ['/production/myapp/A'], want: ['A'] },
  { name: 'folders below', path: '/p', keys: ['/p/db/url'], want: ['db/url'] },
  { name: 'names that were converted', path: 'team/x', keys: ['team_x_A', 'team_x__B'], want: ['A', '_B'] },
  { name: 'not inside a word', path: '/prod', keys: ['/production/a'], want: ['/production/a'] },
  { name: 'not to nothing', path: '/prod', keys: ['/prod', '/prod/'], want: ['/prod', '/prod/'] },
  { name: 'not onto a name that is taken', path: '/p', keys: ['a', '/p/a'], want: ['a', '/p/a'] },
  { name: 'nothing without a path', path: undefined, keys: ['/p/a'], want: ['/p/a'] },
] as const;

describe('relativeKeys()', () => {
  test.each(cuts)('cuts $name', ({ path, keys, want }) => {
    const find = path === undefined ? {} : { path };
    expect([...relativeKeys(new Map(keys.map((key) => [key, 1])), find).keys()]).toEqual(want);
  });
});
