import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bytesOf, textOf } from '../../plugin/go/byte-string.ts';
import { marshalJson, parseJson } from '../../plugin/go/json.ts';
import { JsonPathError } from '../../plugin/go/json-path-error.ts';
import { jsonPath } from '../../plugin/go/jsonpath.ts';

interface Recorded {
  readonly documents: readonly string[];
  /** Index of the document, path, and the value as JSON or the kind of fault. */
  readonly cases: readonly (readonly [number, string, 'value' | 'syntax' | 'missing', string?])[];
}

const { documents, cases } = JSON.parse(readFileSync(path.join(__dirname, 'jsonpath.json'), 'utf8')) as Recorded;

function answer(text: string, document: string): string {
  try {
    return textOf(marshalJson(jsonPath(bytesOf(text), parseJson(bytesOf(document)))));
  } catch (thrown) {
    if (thrown instanceof JsonPathError) return thrown.kind;
    throw thrown;
  }
}

describe('JSONPath', () => {
  test.each(documents.map((document, index) => ({ document, index })))(
    'agrees with the recorded answers on $document',
    ({ document, index }) => {
      const own = cases.filter(([of]) => of === index);
      expect(own.length).toBeGreaterThan(0);
      const got = own.map(([, text]) => `${text} -> ${answer(text, document)}`);
      expect(got).toEqual(own.map(([, text, kind, value]) => `${text} -> ${kind === 'value' ? value : kind}`));
    },
  );

  const hostile: { name: string; text: string; document: string; want: string }[] = [
    { name: 'nested parentheses', text: `${'('.repeat(100_000)}1`, document: '1', want: 'syntax' },
    { name: 'a deep document', text: '$..x', document: `${'[{"x":'.repeat(500)}1${'}]'.repeat(500)}`, want: 'list' },
    {
      name: 'descents of descents',
      text: '$..*..*..*..*..*',
      document: `${'['.repeat(90)}${']'.repeat(90)}`,
      want: 'missing',
    },
    { name: '__proto__ is only a name', text: '$.__proto__', document: '{}', want: 'missing' },
    { name: 'constructor is only a name', text: 'constructor', document: '{}', want: 'null' },
  ];

  test.each(hostile)('$name', ({ text, document, want }) => {
    const got = answer(text, document);
    expect(got.startsWith('[') ? 'list' : got).toBe(want);
  });
});
