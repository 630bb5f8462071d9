import { readFileSync } from 'node:fs';
import { split } from '../../../plugin/pipeline/split/split.ts';

function pieces(
  text: string | Buffer,
): { text: string; item?: number; indent?: number; syntax: string; line: number }[] {
  const bytes = Buffer.from(text as string);
  return split({ name: 'in.yaml', bytes, origin: 'input' }).map((range) => ({
    text: bytes.subarray(range.start, range.end).toString('utf8'),
    syntax: range.syntax,
    line: range.line,
    ...(range.item === undefined ? {} : { item: range.item }),
    ...(range.indent === undefined ? {} : { indent: range.indent }),
  }));
}

const streams = [
  { name: 'an empty stream has no document', text: '', want: [] },
  { name: 'comments and blanks are no document', text: '# a\n\n---\n  # b\n---\n', want: [] },
  { name: 'one document without a final newline', text: 'a: 1', want: ['a: 1'] },
  {
    name: 'comments above a document are not part of it',
    text: '# top\na: 1\n# in\nb: 2\n',
    want: ['a: 1\n# in\nb: 2\n'],
  },
  {
    name: 'a boundary with blanks or a comment',
    text: 'a: 1\n---  \nb: 2\n--- # c\nc: 3\n---\t#d\nd: 4\n',
    want: ['a: 1\n', 'b: 2\n', 'c: 3\n', 'd: 4\n'],
  },
  { name: 'boundaries in a row', text: '---\n---\na: 1\n---\n---\nb: 2\n', want: ['a: 1\n', 'b: 2\n'] },
  { name: 'CRLF', text: 'a: 1\r\n---\r\nb: 2\r\n', want: ['a: 1\r\n', 'b: 2\r\n'] },
  {
    name: 'dashes that are no boundary',
    text: 'a: |\n  ---\n  x\n----\n---x\n',
    want: ['a: |\n  ---\n  x\n----\n---x\n'],
  },
  { name: 'a boundary ends a block scalar', text: 'a: |\n  x\n---\nb: 2\n', want: ['a: |\n  x\n', 'b: 2\n'] },
  { name: 'a boundary at the very end', text: 'a: 1\n---', want: ['a: 1\n'] },
  {
    name: 'directives stay outside',
    text: '%YAML 1.1\n---\na: 1\n...\n%YAML 1.1\n---\nb: 2\n',
    want: ['a: 1\n...\n%YAML 1.1\n', 'b: 2\n'],
  },
  { name: 'a byte order mark stays outside', text: '\ufeffa: 1\n---\n\ufeffb: 2\n', want: ['a: 1\n', 'b: 2\n'] },
  {
    name: 'JSON in a row, without boundaries',
    text: '{"a":1}{"b":"}"}\n {"c":[{}]}\n',
    want: ['{"a":1}', '{"b":"}"}', '{"c":[{}]}'],
  },
  { name: 'YAML after JSON', text: '{"a":1}\nb: 2\n', want: ['{"a":1}', 'b: 2\n'] },
  {
    name: 'JSON after a boundary',
    text: 'a: 1\n---\n  {"b":"\\"}"}\n---\nc: 3\n',
    want: ['a: 1\n', '{"b":"\\"}"}', 'c: 3\n'],
  },
  {
    name: 'flow style with a lone quote is no JSON',
    text: `{a: 'say "hi'}\n---\nb: "x"\n`,
    want: [`{a: 'say "hi'}\n`, 'b: "x"\n'],
  },
  { name: 'an unclosed brace', text: '{"a": [1\n---\nb: 2\n', want: ['{"a": [1\n', 'b: 2\n'] },
];

const lists = [
  {
    name: 'block style, dashes at the column of the key',
    text: 'apiVersion: v1\nkind: List\nitems:\n- a: 1\n  b: |\n    - x\n- c: 3\nmetadata: {}\n',
    want: [
      { text: 'a: 1\n  b: |\n    - x\n', syntax: 'yaml', line: 4, item: 0, indent: 2 },
      { text: 'c: 3\n', syntax: 'yaml', line: 7, item: 1, indent: 2 },
    ],
  },
  {
    name: 'block style, deeper dashes, content on the next line, comments between',
    text: 'items:\n  # first\n  -   a: 1\n\n  # second\n  -\n    b:\n    - 2\nkind: "List"\n',
    want: [
      { text: 'a: 1\n\n  # second\n', syntax: 'yaml', line: 3, item: 0, indent: 6 },
      { text: 'b:\n    - 2\n', syntax: 'yaml', line: 7, item: 1, indent: 4 },
    ],
  },
  {
    name: 'a ResourceList with its own head and tail',
    text: 'apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig:\n  items:\n  - x: 1\nitems:\n- a: 1\nresults: []\n',
    want: [{ text: 'a: 1\n', syntax: 'yaml', line: 7, item: 0, indent: 2 }],
  },
  {
    name: 'JSON',
    text: '{"kind":"List","items":[{"a":"]"}, {"b":[2]}],"metadata":{}}',
    want: [
      { text: '{"a":"]"}', syntax: 'json', line: 1, item: 0 },
      { text: '{"b":[2]}', syntax: 'json', line: 1, item: 1 },
    ],
  },
  ...['...\n', '# the end\n', '\n# the end\n...\n'].map((tail) => ({
    name: `JSON, and ${JSON.stringify(tail)} behind it`,
    text: `a: 1\n---\n{"kind": "List", "items": [{"b": 2}]}\n${tail}---\nc: 3\n`,
    want: [
      { text: 'a: 1\n', syntax: 'yaml', line: 1 },
      { text: '{"b": 2}', syntax: 'json', line: 3, item: 0 },
      { text: 'c: 3\n', syntax: 'yaml', line: 4 + tail.split('\n').length },
    ] as const,
  })),
  {
    name: 'no items',
    text: 'kind: List\nitems: []\n',
    want: [{ text: 'kind: List\nitems: []\n', syntax: 'yaml', line: 1 }],
  },
  {
    name: 'a kind below the top is no list',
    text: 'kind: ConfigMap\ndata:\n  kind: List\nitems:\n- a: 1\n',
    want: [{ text: 'kind: ConfigMap\ndata:\n  kind: List\nitems:\n- a: 1\n', syntax: 'yaml', line: 1 }],
  },
];

describe('split()', () => {
  test.each(streams)('$name', ({ text, want }) => {
    expect(pieces(text).map((piece) => piece.text)).toEqual(want);
  });

  test.each(lists)('a list: $name', ({ text, want }) => {
    expect(pieces(text)).toEqual(want);
  });

  test('counts lines in bytes, whatever the bytes are', () => {
    const ranges = split({ name: 'x', bytes: Buffer.from('\xff\xfe: 1\n---\n# c\nb: 2\n', 'latin1'), origin: 'input' });
    expect(ranges.map((range) => [range.start, range.end, range.line])).toEqual([
      [0, 6, 1],
      [14, 19, 4],
    ]);
  });

  test('finds as many documents as Kubernetes does', () => {
    const cases = JSON.parse(readFileSync('test/conformance/go/yaml-documents.json', 'utf8')) as Recorded[];
    const differing = cases.filter(({ input, inputBase64, expected }) => {
      if (expected.kubectl.error) return false;
      const found = pieces(input === undefined ? Buffer.from(inputBase64 as string, 'base64') : Buffer.from(input));
      const own = found.filter(({ item, text }) => (item ?? 0) === 0 && !/^(~|null\s*)$/.test(text));
      return own.length !== expected.kubectl.docs.filter((text) => text !== 'null').length;
    });
    expect(cases.length).toBeGreaterThan(400);
    expect(differing.map(({ id }) => id)).toEqual([]);
  });
});

interface Recorded {
  readonly id: string;
  readonly input?: string;
  readonly inputBase64?: string;
  readonly expected: { readonly kubectl: { readonly docs: readonly string[]; readonly error?: true } };
}
