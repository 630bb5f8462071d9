import type { Place } from '../../../plugin/model/place.ts';
import { Sensitive } from '../../../plugin/model/sensitive.ts';
import { decodeMap } from '../../../plugin/pipeline/assemble/decode.ts';
import { mergeJson } from '../../../plugin/pipeline/assemble/merge-json.ts';
import { refuseNullBytes } from '../../../plugin/pipeline/assemble/null-bytes.ts';

const at: Place = { file: 'app.yaml', line: 3, field: 'spec.dataFrom[0].extract' };
const secrets = (entries: Record<string, string>) =>
  new Map(Object.entries(entries).map(([key, value]) => [key, new Sensitive(value)]));
const plain = (values: ReadonlyMap<string, Sensitive>) =>
  Object.fromEntries([...values].map(([key, value]) => [key, value.reveal().toString()]));

const decodings = [
  { name: 'Base64 with line breaks', strategy: 'Base64', value: 'aGVs\r\nbG8=\n', want: 'hello' },
  { name: 'Base64URL', strategy: 'Base64URL', value: 'Pz8_', want: '???' },
  { name: 'Auto on Base64URL', strategy: 'Auto', value: 'Pz8_', want: '???' },
  { name: 'Auto on a word of base64', strategy: 'Auto', value: 'test', want: Buffer.from('test', 'base64').toString() },
  { name: 'Auto on anything else', strategy: 'Auto', value: 'not base64!', want: 'not base64!' },
  { name: 'None', strategy: 'None', value: 'aGVsbG8=', want: 'aGVsbG8=' },
  { name: 'nothing asked for', strategy: undefined, value: 'aGVsbG8=', want: 'aGVsbG8=' },
] as const;

describe('decodeMap()', () => {
  test.each(decodings)('decodes $name', ({ strategy, value, want }) => {
    expect(plain(decodeMap(secrets({ k: value }), strategy, () => at))).toEqual({ k: want });
  });

  test('names every key that is no base64, and shows no value', () => {
    const values = secrets({ a: 'hunter2!', b: 'aGVsbG8=', c: 'aGVsbG8' });
    expect(() => decodeMap(values, 'Base64', () => at)).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('hunter2'),
        errors: ['a', 'c'].map((key) =>
          expect.objectContaining({ code: 'DECODING', place: at, says: expect.stringContaining(`"${key}"`) }),
        ),
      }),
    );
  });
});

describe('refuseNullBytes()', () => {
  test('names the first key in sorted order', () => {
    const values = secrets({ z: 'a\0', b: '\0', a: 'fine' });
    expect(() => refuseNullBytes(values, 'Fail', () => at)).toThrow(
      expect.objectContaining({ code: 'NULL_BYTE', says: expect.stringContaining('"b"') }),
    );
    expect(() => refuseNullBytes(values, 'Ignore', () => at)).not.toThrow();
    expect(() => refuseNullBytes(values, undefined, () => at)).not.toThrow();
  });
});

const merges = [
  { name: 'keys in sorted order, the later one wins', merge: { conflictPolicy: 'Ignore' }, want: { x: '2', y: 'b' } },
  { name: 'priority last', merge: { conflictPolicy: 'Ignore', priority: ['a'] }, want: { x: '1', y: 'b' } },
  {
    name: 'into one JSON value, beside its sources',
    merge: { strategy: 'JSON', into: 'all', conflictPolicy: 'Ignore' },
    want: { a: '{"x":"1"}', b: '{"y":"b","x":2.0}', all: '{"x":2,"y":"b"}' },
  },
  {
    name: 'without a priority key that is not there, on request',
    merge: { conflictPolicy: 'Ignore', priority: ['nope'], priorityPolicy: 'IgnoreNotFound' },
    want: { x: '2', y: 'b' },
  },
] as const;

describe('mergeJson()', () => {
  const values = secrets({ b: '{"y":"b","x":2.0}', a: '{"x":"1"}' });

  test.each(merges)('merges $name', ({ merge, want }) => {
    expect(plain(mergeJson(values, merge, at))).toEqual(want);
  });

  const faults = [
    { code: 'MERGE_CONFLICT', merge: {}, values },
    { code: 'MERGE_PRIORITY_MISSING', merge: { priority: ['nope'] }, values },
    { code: 'MERGE_INTO_MISSING', merge: { strategy: 'JSON', conflictPolicy: 'Ignore' }, values },
    { code: 'MERGE_NOT_OBJECT', merge: {}, values: secrets({ a: 'hunter2' }) },
    { code: 'MERGE_NOT_OBJECT', merge: {}, values: secrets({ a: '["hunter2"]' }) },
  ] as const;

  test.each(faults)('reports $code, and shows no value', ({ code, merge, values: given }) => {
    expect(() => mergeJson(given, merge, at)).toThrow(
      expect.objectContaining({ code, place: at, says: expect.not.stringContaining('hunter2') }),
    );
  });

  test('takes null for an empty object, and keeps keys such as __proto__', () => {
    expect([...mergeJson(secrets({ a: 'null', b: '{"__proto__":{"c":"<"}}' }), {}, at).keys()]).toEqual(['__proto__']);
  });
});
