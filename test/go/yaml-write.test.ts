import { bytesOf, textOf } from '../../plugin/go/byte-string.ts';
import { jsonToYaml } from '../../plugin/go/yaml-write.ts';

// The wanted values are what JSONToYAML of sigs.k8s.io/yaml v1.6.0 answers.

const long = 'lorem ipsum '.repeat(12);

describe('jsonToYaml()', () => {
  test.each([
    ['a line break of its own becomes a space', '{"a":"\u0085x"}', "a: ' x'\n"],
    ['two of them become a line', '{"a":"x\u0085\u0085y"}', 'a: |-\n  x\n  y\n'],
    ['a long key', `{"${'k'.repeat(129)}":1}`, `? ${'k'.repeat(129)}\n: 1\n`],
    ['a key of lines', '{"a\\nb":[1]}', '? |-\n  a\n  b\n: - 1\n'],
    [
      'collections',
      '{"a":[[],{}],"b":{"c":[{"d":1,"e":[2]}]}}',
      'a:\n- []\n- {}\nb:\n  c:\n  - d: 1\n    e:\n    - 2\n',
    ],
    ['folds a plain string behind a long word', `["${'x'.repeat(90)} y z"]`, `- ${'x'.repeat(90)}\n  y z\n`],
    ['escapes everything behind a byte order mark', '{"a":"\ufeffb c"}', 'a: "\\uFEFF\\x62\\x20\\x63"\n'],
    ['a line separator alone', '{"a":"\\u2028"}', "a: '\u2028'\n"],
    ['a paragraph separator among lines', '{"a":"b\\u2029c\\n"}', 'a: |\n  b\u2029  c\n'],
    ['a space before a line break', '{"a":" \\n"}', 'a: " \\n"\n'],
    ['a literal that starts with a break', '{"a":"\\n x"}', 'a: |2-\n\n   x\n'],
    ['numbers of base 60', '{"a":"-1:30"}', 'a: "-1:30"\n'],
    ['other numbers', '["0b1","+.inf","1__0"]', '- "0b1"\n- "+.inf"\n- "1__0"\n'],
    [
      'folds double quotes',
      `{"a":"😀 ${long}"}`,
      `a: "\\U0001F600 ${'lorem ipsum '.repeat(5)}lorem ipsum\n  ${'lorem ipsum '.repeat(6)}"\n`,
    ],
    [
      'sorts keys as people do',
      '{"10":1,"9":2,"a":3,"_":4,"a10":5,"a9":6,"é":7}',
      '_: 4\n"9": 2\n"10": 1\na: 3\na9: 6\na10: 5\né: 7\n',
    ],
    [
      'numbers',
      '{"n":1e+21,"o":12345678901234567890123,"p":1.5e-9,"q":18446744073709551615}',
      '"n": 1e+21\no: 1.2345678901234568e+22\np: 1.5e-09\nq: 18446744073709551615\n',
    ],
    ['quotes', `{"a":"it's: \\"x\\""}`, `a: 'it''s: "x"'\n`],
    ['indicators only where they count', '{"a":"?x","b":"? x","c":"x?","d":"-x"}', "a: ?x\nb: '? x'\nc: x?\nd: -x\n"],
    ['an empty string', '""', '""\n'],
    ['a line break', '"\\n"', '|2+\n\n'],
    ['keys that objects have', '{"__proto__":1,"constructor":2}', '__proto__: 1\nconstructor: 2\n'],
  ])('%s', (_, json, want) => {
    expect(textOf(jsonToYaml(bytesOf(json)))).toBe(want);
  });

  test.each([
    ['a control character', '"\u007f"'],
    ['a key beyond what a reader looks for', `{"${'k'.repeat(1023)}":1}`],
  ])('refuses %s', (_, json) => {
    expect(() => jsonToYaml(bytesOf(json))).toThrow();
  });
});
