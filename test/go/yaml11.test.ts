import { parseDocument } from 'yaml';
import { bytesFromBuffer, bytesOf } from '../../plugin/go/byte-string.ts';
import { emitYamlKey } from '../../plugin/go/emit-yaml-key.ts';
import { emitYamlString } from '../../plugin/go/emit-yaml-string.ts';
import { YamlSyntaxError } from '../../plugin/go/yaml-syntax-error.ts';
import { readYaml, type YamlDocument } from '../../plugin/go/yaml11.ts';
import { partText, splitStream } from '../conformance/go-judges/kubectl-stream.ts';

// What Go makes of the values is in test/conformance/go.test.ts; here is what we add: places, duplicates, refusals, streams.

const read = (text: string, options = {}): YamlDocument => readYaml(bytesOf(text), options);

/** The text that a range of bytes covers. */
function textAt(text: string, range: { readonly start: number; readonly end: number } | undefined): string | undefined {
  return range && Buffer.from(text).subarray(range.start, range.end).toString();
}

describe('readYaml()', () => {
  test.each([
    ['null for an empty text', '', null],
    ['null for comments', '# nothing\n', null],
    ['the first document only', 'a: 1\n---\nb: [\n', { a: 1 }],
    [
      'integers beyond 2^53 exactly',
      'a: 9007199254740993\nb: 18446744073709551615\n',
      { a: 9007199254740993n, b: 18446744073709551615n },
    ],
    ['keys of every type as text', '1: a\n1.50: b\nyes: c\n', { '1': 'a', '1.5': 'b', true: 'c' }],
    ['the last of two keys', 'a: 1\na: 2\n', { a: 2 }],
    [
      'a merge where it stands',
      'p: &p {a: 1, b: 1}\nq: {a: 0, <<: *p, b: 2}\n',
      { p: { a: 1, b: 1 }, q: { a: 1, b: 2 } },
    ],
  ])('gives %s', (_name, text, want) => {
    expect(read(text).value).toEqual(want);
  });

  test('takes any name for a key', () => {
    const { value } = read('__proto__: 1\nconstructor: 2\ntoString: 3\n');
    expect('hasOwnProperty' in Object(value)).toBe(false);
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['toString', 3],
    ]);
  });

  test('gives byte strings and maps to functions on values', () => {
    expect(read('é: [ü]\n').data).toEqual(new Map([[bytesOf('é'), [bytesOf('ü')]]]));
  });

  test.each([
    ['none', 'a: 1\nb: 1\n', []],
    ['one given twice', 'a: 1\nb: {c: 1, c: 2}\n', [{ key: 'c', offset: 15, isMerged: false }]],
    ['one that came in by a merge', 'x: &x {a: 1}\n<<: *x\na: 2\n', [{ key: 'a', offset: 20, isMerged: true }]],
  ])('lists duplicate keys: %s', (_name, text, want) => {
    const { duplicates } = read(text);
    expect(duplicates).toEqual(want);
    if (want.length > 0) expect(() => read(text, { strict: true })).toThrow(YamlSyntaxError);
  });

  const secret = 'hunter2';
  test.each([
    ['a quote that is not closed', `a: "${secret}\n`, 3],
    ['a tab for indentation', `a:\n\t${secret}: 1\n`, 3],
    ['a missing colon', `a: 1\n${secret}\nb: 2\n`, 5],
    ['an alias without an anchor', `a: *${secret}\n`, 3],
    ['a tag that does not fit', `a: !!int ${secret}\n`, 3],
    ['a control character', `a: ${secret}\u0001\n`, 10],
    ['infinity', `a: [1, .inf] # ${secret}\n`, 7],
    ['a null key', `~: ${secret}\n`, 0],
    ['a mapping as key', `{${secret}: 1}: 2\n`, 0],
    ['a surrogate escape', `a: "${secret}\\ud83d"\n`, 3],
    ['a thousand levels', `${'['.repeat(1100)}${secret}`, 1000],
  ])('refuses %s, says where, and shows nothing of it', (_name, text, offset) => {
    expect.assertions(3);
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(YamlSyntaxError);
      expect((error as YamlSyntaxError).offset).toBe(offset);
      expect(String(error)).not.toContain(secret);
    }
  });

  test('refuses aliases that multiply', () => {
    const lines = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf'])
      lines.push(`${name}: &${name} [${`*${of},`.repeat(9)}]`);
    expect(() => read(lines.join('\n'))).toThrow('aliases multiply');
  });

  test.each([
    ['JSON that YAML refuses', '{"a":"b\\/c\\ud83d\\ude00"}', 'json', { a: 'b/c😀' }],
    ['YAML that begins with a brace', '{a: yes}', 'yaml', { a: true }],
    ['JSON with a repeated key', '{"a":1,"a":2}', 'json', { a: 2 }],
  ])('tries JSON first: %s', (_name, text, syntax, value) => {
    const document = read(text, { jsonFirst: true });
    expect(document.syntax).toBe(syntax);
    expect(document.value).toEqual(value);
  });

  test('agrees with the yaml package on ordinary documents', () => {
    const text =
      'spec:\n  data:\n  - secretKey: é\n    remoteRef: {key: "/a b", property: x.y}\n  text: |-\n    one\n\n    two\n  folded: >\n    a\n    b\n';
    expect(read(text).value).toEqual(parseDocument(text).toJS());
  });
});

describe('locate()', () => {
  const text = `# é
spec:
  base: &base {key: "a", prop: b}
  data:
  - secretKey: one
    remoteRef:
      <<: *base
      key: é
  - &two !!map
    secretKey: two
  empty:
  twice: 1
  twice: 2
`;
  const document = read(text);

  test.each([
    [['spec', 'data', 0, 'secretKey'], 'secretKey', 'one'],
    [['spec', 'data', 0, 'remoteRef', 'key'], 'key', 'é'],
    [['spec', 'data', 0, 'remoteRef', 'prop'], 'prop', 'b'],
    [['spec', 'base', 'key'], 'key', '"a"'],
    [['spec', 'base'], 'base', '&base {key: "a", prop: b}'],
    [['spec', 'data', 1], undefined, '&two !!map\n    secretKey: two'],
    [['spec', 'twice'], 'twice', '2'],
    [['spec', 'empty'], 'empty', ''],
  ])('finds %j', (path, key, value) => {
    const found = document.locate(path as (string | number)[]);
    expect(found.steps).toBe(path.length);
    expect([textAt(text, found.key), textAt(text, found.value)]).toEqual([key, value]);
  });

  test('gives the nearest around what is not there', () => {
    const found = document.locate(['spec', 'data', 0, 'remoteRef', 'version', 'x']);
    expect(found.steps).toBe(4);
    expect([textAt(text, found.key), found.kind, found.isFlow]).toEqual(['remoteRef', 'mapping', false]);
  });

  describe.each([3, 40])('of %i keys', (count) => {
    const others = Array.from({ length: count }, (_, index) => `k${index}: ${index}`).join('\n');

    test.each([
      { name: 'the last of a key given twice', text: `a: 1\n${others}\na: 2\n`, value: '2' },
      { name: 'a key that a merge brings', text: `b: &b {a: 1}\n<<: *b\n${others}\n`, value: '1' },
      { name: 'a key over one that a merge brings', text: `b: &b {a: 1}\n<<: *b\n${others}\na: 2\n`, value: '2' },
      { name: 'no key but one of its name', text: `${others}\n`, value: undefined },
      { name: 'no member of all objects', text: `${others}\n`, key: '__proto__', value: undefined },
      { name: 'a key that is no text', text: `true: 1\n${others}\n`, key: 'true', value: '1' },
      { name: 'a key by an alias', text: `x: &x a\n*x : 1\n${others}\n`, value: '1' },
    ])('finds $name', ({ text: long, key = 'a', value }) => {
      const { steps, value: range } = read(long).locate([key]);
      expect(steps === 0 ? undefined : textAt(long, range)).toBe(value);
    });
  });

  test('finds fields of JSON', () => {
    const json = '{"a": {"b": [1, {"c": "x\\/y"}]}}';
    const found = read(json, { jsonFirst: true }).locate(['a', 'b', 1, 'c']);
    expect([textAt(json, found.key), textAt(json, found.value)]).toEqual(['"c"', '"x\\/y"']);
  });
});

describe('splitStream()', () => {
  const parts = (text: string) => splitStream(bytesOf(text)).parts.map(({ start, end }) => text.slice(start, end));

  test.each([
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['documents between separators', 'a: 1\n---\nb: 2\n--- # c\nc: 3\n', ['a: 1\n', 'b: 2\n', 'c: 3\n']],
    ['the first separator to the document after it', '---\na: 1\n---\nb: 2\n', ['---\na: 1\n', 'b: 2\n']],
    ['nothing at three dots', 'a: 1\n...\nb: 2\n', ['a: 1\n...\nb: 2\n']],
    ['JSON values in a row', '{"a":1}{"b":2}\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
    ['JSON that turns into YAML', '{"a":1}\n---\nb: 2\n', ['{"a":1}', '---\nb: 2\n']],
    ['braces that are no JSON', '{a: 1}\n---\nb: 2\n', ['{a: 1}\n', 'b: 2\n']],
    ['nothing in an empty stream', '', []],
  ])('gives %s', (_name, text, want) => {
    expect(parts(text)).toEqual(want);
  });

  test('stops at a separator with text', () => {
    const { parts: found, problem } = splitStream(bytesOf('a: 1\n---\nb: 2\n--- c\nd: 4\n'));
    expect(found).toHaveLength(1);
    expect(problem?.offset).toBe(14);
  });

  test('keeps every byte of a part but the carriage returns', () => {
    const stream = bytesFromBuffer(Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0d, 0x0a, 0x0d, 0x62]));
    const [part] = splitStream(stream).parts;
    expect(part && partText(stream, part)).toBe('a: \xff\n\rb\n');
  });
});

describe('emitYamlString() and emitYamlKey()', () => {
  test.each([
    ['app.kubernetes.io/name', 'app.kubernetes.io/name'],
    ['Yes', '"Yes"'],
    ['1e3', '"1e3"'],
    ['', '""'],
    ['a b', '"a b"'],
    ['é\n😀', '"\\xe9\\n\\U0001f600"'],
  ])('writes %j', (text, want) => {
    expect(emitYamlString(text)).toBe(want);
    expect(emitYamlKey(text)).toBe(`${want}:`);
    expect(read(`v: ${want}\n`).value).toEqual({ v: text });
  });

  test('gives a key that is too long two lines', () => {
    const key = 'k'.repeat(1025);
    expect(read(`a:\n  ${emitYamlKey(key, '  ')} 1\n`).value).toEqual({ a: { [key]: 1 } });
  });
});
