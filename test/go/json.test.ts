import { type Bytes, bytesOf } from '../../plugin/go/byte-string.ts';
import { byteValue } from '../../plugin/go/byte-value.ts';
import { gjson, gjsonGet } from '../../plugin/go/gjson.ts';
import { type GoJson, toGoJson } from '../../plugin/go/go-json.ts';
import { JsonNumber, type JsonValue, marshalJson, parseJson } from '../../plugin/go/json.ts';
import { rawMembers } from '../../plugin/go/json-raw.ts';
import { JsonSyntaxError } from '../../plugin/go/json-syntax-error.ts';

// Go's answers to ordinary documents are in test/conformance/go.test.ts; here are the corners.

const b = (text: string) => text as Bytes;

describe('parseJson()', () => {
  test.each([
    ['a string', '"a\\u00e9\\n\\/"', bytesOf('aé\n/')],
    ['a pair of surrogates', '"\\ud83d\\ude00"', bytesOf('😀')],
    ['surrogates without their other half', '"\\ud83dx\\ude00"', bytesOf('\ufffdx\ufffd')],
    ['bytes that are no UTF-8', '"\xff\xe2\x82"', bytesOf('\ufffd\ufffd\ufffd')],
    ['a float', '1.50', 1.5],
    ['negative zero', '-0', -0],
    [
      'the last of two keys, at the place of the first',
      '{"a":1,"b":2,"a":3}',
      new Map([
        [b('a'), 3],
        [b('b'), 2],
      ]),
    ],
    ['keys of any name', '{"__proto__":{"x":1}}', new Map([[b('__proto__'), new Map([[b('x'), 1]])]])],
  ])('reads %s', (_name, text, want) => {
    expect(parseJson(b(text))).toEqual(want);
  });

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "'a'",
    '01',
    '1.',
    '.5',
    '+1',
    '1e400',
    'nul',
    '"\n"',
    '"\\x"',
    '1 2',
    '\ufeff1',
  ])('refuses %j', (text) => {
    expect(() => parseJson(bytesOf(text))).toThrow(JsonSyntaxError);
  });

  test('refuses what is nested too deeply, instead of running out of stack', () => {
    expect(() => parseJson(b('['.repeat(100_000)))).toThrow(JsonSyntaxError);
  });

  test('reads a string of any length', () => {
    const text = `"${'a\\n'.repeat(500_000)}"`;
    expect((parseJson(b(text)) as string).length).toBe(1_000_000);
  });

  test('keeps numbers as they are written', () => {
    expect(parseJson(b('[1.50,1e400]'), { keepNumbers: true })).toEqual([
      new JsonNumber('1.50'),
      new JsonNumber('1e400'),
    ]);
  });

  test('stops after the first value on request', () => {
    expect(parseJson(b('{} x'), { firstOnly: true })).toEqual(new Map());
    expect(parseJson(b('1.5.'), { firstOnly: true })).toBe(1.5);
    expect(() => parseJson(b('12.x'), { firstOnly: true })).toThrow(JsonSyntaxError);
  });

  test('shows nothing of the text', () => {
    expect(() => parseJson(b('{"hunter2'))).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    );
  });
});

describe('marshalJson()', () => {
  test.each<[string, JsonValue, string]>([
    [
      'sorts keys by bytes',
      new Map([
        [bytesOf('é'), 1],
        [b('z'), 2],
        [b('Z'), 3],
      ]),
      '{"Z":3,"z":2,"é":1}',
    ],
    [
      'escapes what HTML and JavaScript might take amiss',
      bytesOf('<&>\u2028\u2029'),
      '"\\u003c\\u0026\\u003e\\u2028\\u2029"',
    ],
    ['escapes control characters', b('\x00\b\t\n\f\r\x1f\x7f"\\'), '"\\u0000\\b\\t\\n\\f\\r\\u001f\x7f\\"\\\\"'],
    ['tells bytes that are no UTF-8 from U+FFFD', b('\xff\xef\xbf\xbd'), '"\\ufffd\ufffd"'],
    ['writes floats', [1, -0, 1e21, 1e-7, 0.000001, 1.5e300], '[1,-0,1e+21,1e-7,0.000001,1.5e+300]'],
    ['writes numbers that were kept', [new JsonNumber('1.50'), 12345678901234567890n], '[1.50,12345678901234567890]'],
  ])('%s', (_name, value, want) => {
    expect(marshalJson(value)).toBe(bytesOf(want));
  });

  test('leaves HTML alone on request', () => {
    expect(marshalJson(bytesOf('<\u2028'), { escapeHtml: false })).toBe('"<\\u2028"');
  });

  test('refuses infinity', () => {
    expect(() => marshalJson(Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });
});

describe('toGoJson()', () => {
  test('gives text for bytes, and objects in which __proto__ is only a key', () => {
    const value = new Map<Bytes, JsonValue>([
      [bytesOf('é'), [null, true, 1, 2n ** 60n, bytesOf('ü'), new Map([[b('__proto__'), 1]])]],
    ]);
    const { é: found } = toGoJson(value) as { readonly é: readonly GoJson[] };
    expect(found.slice(0, 5)).toEqual([null, true, 1, 2n ** 60n, 'ü']);
    expect(Object.entries(found[5] as object)).toEqual([['__proto__', 1]]);
  });
});

describe('rawMembers()', () => {
  test.each([
    [
      'keeps what is no string byte for byte',
      '{"n":1.50,"o":{ "x" : [1 ,2] },"t":true,"s":"\\u00e9"}',
      { n: '1.50', o: '{ "x" : [1 ,2] }', t: 'true', s: 'é' },
    ],
    ['makes null empty', '{"x":null}', { x: '' }],
    ['takes the last of two keys', '{"a":1,"a":"2"}', { a: '2' }],
    ['takes null for no members', ' null ', {}],
  ])('%s', (_name, text, want) => {
    const members = rawMembers(bytesOf(text)) ?? new Map();
    expect(
      Object.fromEntries([...members].map(([key, value]) => [key, Buffer.from(value, 'latin1').toString()])),
    ).toEqual(want);
  });

  test.each(['[1]', '"a"', '{"a":1', '{"a":1} x', 'x', ''])('refuses %j', (text) => {
    expect(rawMembers(b(text))).toBeUndefined();
  });
});

describe('byteValue()', () => {
  test.each<[JsonValue, string]>([
    [b('a'), 'a'],
    [null, ''],
    [true, 'true'],
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [-0, '-0'],
    [new JsonNumber('1.50'), '1.50'],
    [new Map([[b('b'), b('<')]]), '{"b":"\\u003c"}'],
  ])('%p is %s', (value, want) => {
    expect(byteValue(value)).toBe(want);
  });
});

describe('gjson()', () => {
  test('tells null from nothing', () => {
    expect(gjsonGet(b('{"a":null}'), b('a'))).toBe('');
    expect(gjsonGet(b('{"a":null}'), b('b'))).toBeUndefined();
  });

  test('keeps bytes that are no UTF-8', () => {
    expect(gjson(b('{"a":"\xff"}'), b('a'))).toEqual({ exists: true, type: 'String', raw: '"\xff"', text: '\xff' });
  });

  test.each([
    ['brackets without end', '{"a":1}', `${'['.repeat(20_000)}`],
    ['pipes without end', '{"a":1}', '@this|'.repeat(20_000)],
    ['stars without end', `{"${'a'.repeat(60)}b":1}`, `${'*a'.repeat(30)}c`],
    ['arrays without end', '['.repeat(50_000), '0.0.0'],
    ['a path into arrays without end', '['.repeat(20_000), '0.'.repeat(20_000)],
    ['flattening arrays without end', '['.repeat(3_000), '@flatten:{"deep":true}'],
    ['laying out arrays without end', '['.repeat(3_000), '@pretty'],
    ['digging in arrays without end', `${'['.repeat(3_000)}${']'.repeat(3_000)}`, '@dig:x'],
  ])('comes to an end: %s', (_name, document, path) => {
    expect(gjson(b(document), b(path))).toBeDefined();
  });
});
