import { type Bytes, bytesOf } from '../../plugin/go/byte-string.ts';
import { compileBytes, GoRegexp, quoteMeta } from '../../plugin/go/regexp.ts';

// The wanted values are what Go 1.26's regexp answers; more of them in test/conformance/go.test.ts.

const compile = (pattern: string): GoRegexp => {
  const compiled = GoRegexp.compile(pattern);
  if (!compiled) throw new Error(`${pattern} was refused`);
  return compiled;
};

describe('GoRegexp', () => {
  test.each([
    ...['(', '(?=a)', 'a{1001}', '[z-a]', '\\1', '(?<é>a)', '\\p{Alphabetic}', '\\p{Old_Italic}', '*'],
    ...['()(?P<>a)', '(?P<>a)', '[[:space[:]]', '[[:]:]]', '[[:x:]]'],
  ])('refuses %s', (pattern) => {
    expect(GoRegexp.compile(pattern)).toBeUndefined();
  });

  test.each([
    '[[:]',
    '[[:]]',
    '[a[:x]',
    '[[:^]',
    '(?P<n>a)(?<n>b)',
    '\\p{Letter}',
    '\\pL',
    '[\\p{greek}]',
    '\\Q(\\E',
    '[]a]',
    '[(]',
    '\\(',
    '(?i:a)',
  ])('takes %s', (pattern) => {
    expect(GoRegexp.compile(pattern)).toBeDefined();
  });

  test.each([
    ['.*', 'ab', 'all', 'all'],
    ['x*', 'ab', '-', '-a-b-'],
    ['(a)(b)?', 'ac', '[$1$2]', '[a]c'],
    ['(a)', 'a', '$1_y', ''],
    ['(a)', 'a', '$\x7b1}_y$$', 'a_y$'],
    ['(?P<n>a)|(?P<n>b)', 'ab', '<$n>', '<a><b>'],
    ['é', 'é', '[$0]', '[é]'],
    ['^', 'ab', '>', '>ab'],
    ['\\b', 'a b', '|', '|a| |b|'],
  ])('replaces %s in %j by %s', (pattern, input, template, want) => {
    expect(compile(pattern).replaceAll(bytesOf(input), bytesOf(template))).toBe(bytesOf(want));
  });

  test('knows where its groups are, and those that took no part', () => {
    expect(compile('(b)|(c)').find(bytesOf('éc'))).toEqual([2, 3, -1, -1, 2, 3]);
    expect(compile('(?P<n>a)(b)').groupNames).toEqual(['', 'n', '']);
    expect(compile('x').find(bytesOf('a'))).toBeUndefined();
  });

  test.each([
    [-1, ['a', 'b', 'c']],
    [2, ['a', 'b,c']],
    [1, ['a,b,c']],
    [0, []],
  ])('splits into at most %i', (limit, want) => {
    expect(compile(',').split(bytesOf('a,b,c'), limit)).toEqual(want);
  });

  test.each([
    ['a*', 'baac', ['b', 'c']],
    ['', 'abc', ['a', 'b', 'c']],
    [',', '', ['']],
    ['', '', []],
    [',', ',a,', ['', 'a', '']],
  ])('splits by %j: %j', (pattern, input, want) => {
    expect(compile(pattern).split(bytesOf(input))).toEqual(want);
  });

  test('finds as many as wanted', () => {
    expect(compile('a').findAllText(bytesOf('aaa'), 2)).toEqual(['a', 'a']);
    expect(compile('a').replaceAllLiteral(bytesOf('aa'), bytesOf('$0'))).toBe('$0$0');
  });

  test('takes bytes that are no UTF-8 for one character each', () => {
    const input = 'a\xff\xe2\x82b' as Bytes;
    expect(compile('.').findAllText(input)).toHaveLength(5);
    expect(compile('b').replaceAll(input, bytesOf('c'))).toBe('a\xff\xe2\x82c');
    expect(compileBytes('a\xff' as Bytes)).toBeUndefined();
  });

  test('comes to an end on patterns that hang others', () => {
    expect(compile('(a*)*b').test(bytesOf('a'.repeat(5000)))).toBe(false);
  });
});

describe('quoteMeta()', () => {
  test('makes a pattern of a text', () => {
    const text = bytesOf('a.b*c+d?(e)[f]{g}^$|\\é');
    expect(quoteMeta(text)).toBe(bytesOf('a\\.b\\*c\\+d\\?\\(e\\)\\[f\\]\\{g\\}\\^\\$\\|\\\\é'));
    expect(compileBytes(quoteMeta(text))?.test(text)).toBe(true);
  });
});
