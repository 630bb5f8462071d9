import type { DocumentRange } from '../../../plugin/model/document.ts';
import type { Edit } from '../../../plugin/pipeline/emit/edit.ts';
import { editDocument } from '../../../plugin/pipeline/emit/edit-document.ts';
import { split } from '../../../plugin/pipeline/split/split.ts';

function rangeOf(text: string | Buffer, index = 0): DocumentRange {
  const range = split({ name: 'x', bytes: Buffer.from(text as string), origin: 'input' })[index];
  if (range === undefined) throw new Error('no document');
  return range;
}

const set = (value: string, ...path: (string | number)[]): Edit => ({ path, value });

const edits = [
  { name: 'a value', text: 'a: 1\nb: 2 # two\n', edits: [set('x', 'b')], want: 'a: 1\nb: x # two\n' },
  { name: 'a value that needs quotes', text: 'a: 1\n', edits: [set('yes', 'a')], want: 'a: "yes"\n' },
  {
    name: 'a value in a nested map',
    text: 'm:\n    k: v\n    l: w\n',
    edits: [set('x', 'm', 'l')],
    want: 'm:\n    k: v\n    l: x\n',
  },
  {
    name: 'a new entry, indented like its neighbours',
    text: 'm:\n    k: v\n',
    edits: [set('x', 'm', 'p')],
    want: 'm:\n    p: x\n    k: v\n',
  },
  { name: 'a new map', text: 'k: v\n', edits: [set('x', 'm', 'p', 'o')], want: 'm:\n  p:\n    o: x\nk: v\n' },
  {
    name: 'two entries of a new map',
    text: 'k: v\n',
    edits: [set('1', 'm', 'a'), set('2', 'm', 'b')],
    want: 'm:\n  b: "2"\n  a: "1"\nk: v\n',
  },
  { name: 'an entry of a null', text: 'm:\nk: v\n', edits: [set('x', 'm', 'p')], want: 'm: {p: x}\nk: v\n' },
  { name: 'an entry of an empty map', text: 'm: {}\n', edits: [set('x', 'm', 'p')], want: 'm: {p: x}\n' },
  { name: 'an entry of a flow map', text: 'm: {k: v}\n', edits: [set('x', 'm', 'p')], want: 'm: {p: x, k: v}\n' },
  {
    name: 'a block scalar',
    text: 'm:\n  k: |\n    a\n    b\n  l: w\n',
    edits: [set('x', 'm', 'k')],
    want: 'm:\n  k: x\n  l: w\n',
  },
  {
    name: 'an item of a list',
    text: 'l:\n- {name: a}\n- name: b\n',
    edits: [set('x', 'l', 1, 'name')],
    want: 'l:\n- {name: a}\n- name: x\n',
  },
  {
    name: 'an entry in an item of a list',
    text: 'l:\n- name: b\n',
    edits: [set('x', 'l', 0, 'p')],
    want: 'l:\n- p: x\n  name: b\n',
  },
  {
    name: 'a text in the place of a list and of a map',
    text: 'l: # of two\n- a\n- b\nm: &m\n  k:\n    v: w\no: *m\n',
    edits: [set('x', 'l'), set('q', 'm', 'k'), set('z', 'o')],
    want: 'l: x\nm: &m\n  k: q\no: z\n',
  },
  {
    name: 'a list, and a map of every kind of value',
    text: 'l:\n  - a\nm: {}\n',
    edits: [
      { path: ['l'], value: ['yes', 1, null] },
      { path: ['m', 'o'], value: { on: true, off: 1.5, n: [] } },
    ],
    want: 'l: ["yes", 1, null]\nm: {o: {"on": true, "off": 1.5, "n": []}}\n',
  },
  {
    name: 'a list in JSON',
    text: '{"l": 1}',
    edits: [{ path: ['l'], value: ['yes', { on: false }] }],
    want: '{"l": ["yes", {"on": false}]}',
  },
  { name: 'the last of doubled keys', text: 'a: 1\na: 2\n', edits: [set('x', 'a')], want: 'a: 1\na: x\n' },
  {
    name: 'JSON',
    text: '{"m": {"k": "v"}, "p": null}',
    edits: [set('a"b', 'm', 'z'), set('x', 'p')],
    want: '{"m": {"z": "a\\"b", "k": "v"}, "p": "x"}',
  },
  { name: 'CRLF', text: 'm:\r\n  k: v\r\n', edits: [set('x', 'm', 'p')], want: 'm:\r\n  p: x\r\n  k: v\r\n' },
  {
    name: 'after letters of several bytes',
    text: 'ä: "日本"\nk: v\n',
    edits: [set('é', 'k')],
    want: 'ä: "日本"\nk: "\\xe9"\n',
  },
  { name: 'a path that leads through a scalar: nothing', text: 'k: v\n', edits: [set('x', 'k', 'p')], want: 'k: v\n' },
  {
    name: 'a key such as __proto__',
    text: 'm: {}\n',
    edits: [set('x', 'm', '__proto__')],
    want: 'm: {"__proto__": x}\n',
  },
] as const;

describe('editDocument()', () => {
  test.each(edits)('sets $name', ({ text, edits: list, want }) => {
    expect(editDocument(rangeOf(text), list).toString('utf8')).toBe(want);
  });

  test('leaves bytes that are no UTF-8', () => {
    const text = Buffer.concat([
      Buffer.from('# '),
      Buffer.from([0xff, 0x85]),
      Buffer.from('\nk: v\nl: "'),
      Buffer.from([0xfe]),
      Buffer.from('"\n'),
    ]);
    const want = Buffer.concat([Buffer.from('k: x\nl: "'), Buffer.from([0xfe]), Buffer.from('"\n')]);
    expect(editDocument(rangeOf(text), [set('x', 'k')])).toEqual(want);
  });

  test('keeps the columns of an item of a List', () => {
    const text = 'kind: List\napiVersion: v1\nitems:\n- kind: X\n  m:\n    k: v\n- kind: Y\n';
    expect(editDocument(rangeOf(text), [set('x', 'm', 'p')]).toString('utf8')).toBe(
      'kind: X\n  m:\n    p: x\n    k: v\n',
    );
  });
});
