import { readStream } from '../support/read-stream.ts';
import { renderText } from '../support/render-text.ts';
import { testRun } from '../support/run.ts';

// Rules of the operator that no recorded case shows, each through the whole line on the fake provider.

const store = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec:
  provider:
    fake:
      data:
      - {key: a, value: one}
      - {key: j, value: '{"x":"y","z z":"w"}'}
      - {key: e, value: '{}'}
      - {key: o, value: '{"a":{"q":1},"b":{"r":2}}'}
      - {key: p, value: '{"a":{"q":1}}'}
`;
const texts = `---
apiVersion: v1
kind: ConfigMap
metadata: {name: t, namespace: shop}
data: {k: '{{define "k"}}q: own{{end}}'}
`;
const es = (spec: string) => `---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  ${spec.replaceAll('\n', '\n  ')}
`;
const data = 'data: [{secretKey: x, remoteRef: {key: a}}]';
const storeOnly = 'sourceRef: {storeRef: {name: s, kind: ClusterSecretStore}}';
const both = (entry: string) => `dataFrom: [{${entry}}]\n${data}`;
const templated = (text: string) => `${data}\ntarget: {template: {templateFrom: [${text}]}}`;

/** The keys of the Secret with their values, or the codes of the errors. */
const cases: readonly (readonly [name: string, spec: string, want: Readonly<Record<string, string>> | string])[] = [
  // 3.1: an entry of a store alone is nothing, so that there is nothing to rewrite either.
  ['a store alone', both(storeOnly), { x: 'one' }],
  [
    'a store alone, and a merge that would make a key',
    both(`${storeOnly}, rewrite: [{merge: {strategy: JSON, into: k}}]`),
    { x: 'one' },
  ],
  [
    'a store alone, and a broken rewrite',
    both(`${storeOnly}, rewrite: [{regexp: {source: "(", target: k}}]`),
    { x: 'one' },
  ],
  [
    'a store alone that is not there',
    both('sourceRef: {storeRef: {name: none}}, rewrite: [{merge: {priority: [p]}}]'),
    { x: 'one' },
  ],
  // 3.5: an operation is looked at where there is no key too; the operator lets a template pass there.
  [
    'a transform that does not parse, with a key',
    both('extract: {key: j}, rewrite: [{transform: {template: "{{ nope }}"}}]'),
    'TEMPLATE_PARSE',
  ],
  [
    'an expression that does not compile, without a key',
    both('extract: {key: e}, rewrite: [{regexp: {source: "(", target: x}}]'),
    'REWRITE_REGEXP',
  ],
  [
    'a merge into a key, without a key',
    both('extract: {key: e}, rewrite: [{merge: {strategy: JSON, into: k}}]'),
    { x: 'one', k: '{}' },
  ],
  [
    'a merge without into, without a key',
    both('extract: {key: e}, rewrite: [{merge: {strategy: JSON}}]'),
    'MERGE_INTO_MISSING',
  ],
  [
    'a merge of a priority that is not there, without a key',
    both('extract: {key: e}, rewrite: [{merge: {priority: [p]}}]'),
    'MERGE_PRIORITY_MISSING',
  ],
  // 3.5: what becomes of two keys with one name is chance, of two empty ones too where their values are read.
  [
    'keys that become empty',
    both('extract: {key: j}, rewrite: [{regexp: {source: ".*", target: ""}}, {regexp: {source: "$", target: ""}}]'),
    { x: 'one' },
  ],
  [
    'keys that become empty, and then one',
    both('extract: {key: j}, rewrite: [{regexp: {source: ".*", target: ""}}, {regexp: {source: "$", target: k}}]'),
    'REWRITE_COLLISION',
  ],
  [
    'keys that become empty before a merge',
    both('extract: {key: o}, rewrite: [{regexp: {source: ".*", target: ""}}, {merge: {}}]'),
    'REWRITE_COLLISION',
  ],
  [
    'a key that becomes empty before a merge',
    both('extract: {key: p}, rewrite: [{regexp: {source: ".*", target: ""}}, {merge: {}}]'),
    { x: 'one', q: '1' },
  ],
  // 2: an explicit empty target fails where something is written to it.
  ['an empty target', templated('{target: "", literal: "k: v"}'), 'TEMPLATE_TARGET'],
  ['an empty target without a template', templated('{target: ""}, {literal: "k: v"}'), { k: 'v' }],
  [
    'an empty target without an item',
    templated('{target: "", configMap: {name: none, items: []}}, {literal: "k: v"}'),
    { k: 'v' },
  ],
  // 4.2: a text may define the template that it runs under, where that is a key; keys and values run under no key.
  ['a value that defines itself', `${data}\ntarget: {template: {data: {k: '{{define "k"}}own{{end}}'}}}`, { k: 'own' }],
  ['an item that defines itself', templated('{configMap: {name: t, items: [{key: k}]}}'), { k: 'q: own' }],
  [
    'an item of keys and values that defines its key',
    templated('{configMap: {name: t, items: [{key: k, templateAs: KeysAndValues}]}}'),
    {},
  ],
  ['a literal that defines one called literal', templated(`{literal: '{{define "literal"}}k: v{{end}}'}`), {}],
  [
    'a literal that uses what it defines',
    templated(`{literal: '{{define "literal"}}k: {{ .x }}{{end}}{{template "literal" .}}'}`),
    { k: 'one' },
  ],
];

describe('the whole line', () => {
  test.each(cases)('%s', async (_name, spec, want) => {
    const { out, errors } = await renderText(
      `${store}${texts}${es(spec)}`,
      testRun({ config: { policy: { inputStores: 'allow' } } }),
    );
    if (typeof want === 'string') {
      expect(errors.map(({ code }) => code)).toEqual([want]);
      return;
    }
    expect(errors).toEqual([]);
    const { data: made = {} } = Object(readStream(out).at(-1)) as { readonly data?: Readonly<Record<string, string>> };
    const values = Object.entries(made).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()] as const);
    expect(Object.fromEntries(values)).toEqual(want);
  });
});

// Places in a document are found in its tree, which takes a reading: for a document without a fault none is wanted.
describe('a document is read', () => {
  const entries = (ref: string) =>
    `data:\n${Array.from({ length: 40 }, (_, i) => `- {secretKey: k${i}, remoteRef: {${ref}}}\n`).join('')}`;

  test.each([
    ['once for its entries', entries('key: a'), { readings: 1, codes: 0 }],
    [
      'once for templates',
      `target: {template: {data: {x: '{{ .k0 }}'}}}\n${entries('key: a')}`,
      { readings: 1, codes: 0 },
    ],
    ['once for what it extracts', 'dataFrom: [{extract: {key: j}}]\n', { readings: 1, codes: 0 }],
    ['twice for faults, however many', entries('key: gone'), { readings: 2, codes: 40 }],
    ['twice for warnings, however many', entries('key: a, odd: 1'), { readings: 2, codes: 40 }],
  ])('%s', async (_name, spec, want) => {
    const bytes = Buffer.from(store + es(spec));
    const start = bytes.indexOf('---\n') + 4;
    let readings = 0;
    bytes.toString = function counted(...given: Parameters<Buffer['toString']>) {
      if (given[1] === start) readings += 1;
      return Buffer.prototype.toString.apply(this, given);
    };
    const run = testRun({ config: { policy: { inputStores: 'allow' } } });
    const { errors } = await renderText(bytes, run);
    expect({ readings, codes: errors.length + run.warnings.length }).toEqual(want);
  });
});
