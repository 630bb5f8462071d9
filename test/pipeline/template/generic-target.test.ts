import type { JsonObject } from '../../../plugin/model/document.ts';
import { readStream } from '../../support/read-stream.ts';
import { renderText } from '../../support/render-text.ts';
import { testRun } from '../../support/run.ts';

const platform = `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2}]}}}
`;
const texts = `apiVersion: v1
kind: ConfigMap
metadata: {name: cm, namespace: shop}
data:
  k: "v={{ .a }}"
  kv: "q: {{ .a }}"
  twice: '{{ "{{ .a }}" }}'
  broken: "{{ .nope }}"
`;
const widget = 'apiVersion: ex.com/v1, kind: Widget';
const configMap = 'apiVersion: v1, kind: ConfigMap';
const secret = 'apiVersion: v1, kind: Secret';

const es = (manifest: string, template: string) => `${texts}---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s, kind: ClusterSecretStore}
  target:
    manifest: {${manifest}}
${template === '' ? '' : `    template: ${template}`}
  data: [{secretKey: a, remoteRef: {key: a}}]
`;

async function run(manifest: string, template: string) {
  const test = testRun({ config: { genericTargets: 'allow' } });
  const { out, errors } = await renderText(es(manifest, template), test, { platform });
  const object = errors.length > 0 ? undefined : (readStream(out).at(-1) as JsonObject);
  return {
    object,
    errors: errors.map(({ code, place }) => `${code} ${place?.field}`),
    text: JSON.stringify(errors.map(({ says, hint }) => [says, hint])),
    warnings: test.warnings.map(({ code }) => code),
  };
}

/** Literals in a row, each with its target. */
const literals = (...pairs: readonly (readonly [target: string, text: string])[]) =>
  `{templateFrom: [${pairs.map(([target, text]) => `{target: ${JSON.stringify(target)}, literal: ${JSON.stringify(text)}}`).join(', ')}]}`;
const item = (key: string, target?: string, templateAs = 'Values') =>
  `{templateFrom: [{${target === undefined ? '' : `target: "${target}", `}configMap: {name: cm, items: [{key: ${key}, templateAs: ${templateAs}}]}}]}`;

const made: readonly (readonly [name: string, manifest: string, template: string, want: JsonObject])[] = [
  ['nothing but the values of a ConfigMap', configMap, '', { data: { a: 'hunter2' } }],
  ['nothing but the values of another kind', widget, '', { spec: { data: { a: 'hunter2' } } }],
  ['an empty template', widget, '{}', { spec: {} }],
  ['template.data of another kind', widget, '{data: {k: "{{ .a }}"}}', { spec: {}, data: { k: 'hunter2' } }],
  [
    'type, mergePolicy and finalizers, which do not count',
    configMap,
    '{type: x, mergePolicy: Merge, data: {k: v}, metadata: {finalizers: [x]}}',
    { data: { k: 'v' } },
  ],
  [
    'labels that are never templates',
    configMap,
    '{metadata: {annotations: {note: "{{ .a }}"}}}',
    { metadata: { annotations: { note: '{{ .a }}' } } },
  ],
  [
    'labels of a literal, which is',
    configMap,
    literals(['LABELS', 'l: "{{ .a }}"']),
    { metadata: { labels: { l: 'hunter2' } } },
  ],
  ['an empty target, which is Data', configMap, literals(['', 'k: "{{ .a }}"']), { data: { k: 'hunter2' } }],
  [
    'labels by their path',
    widget,
    literals(['metadata.labels', 'l: x'], ['metadata.annotations', '{note: "1"}']),
    { metadata: { labels: { l: 'x' }, annotations: { note: '1' } } },
  ],
  [
    'spec as a whole, then a part',
    widget,
    literals(['spec', 'a: {b: 1, c: 2}'], ['spec.a', 'b: 9']),
    { spec: { a: { b: 9, c: 2 } } },
  ],
  [
    'spec twice: the later replaces the earlier',
    widget,
    literals(['spec', 'a: 1'], ['spec', 'b: 2']),
    { spec: { b: 2 } },
  ],
  [
    'lists that grow',
    widget,
    literals(['spec.l[2].x', '1'], ['spec.l[0]', '{z: 2}']),
    { spec: { l: [{ z: 2 }, null, { x: 1 }] } },
  ],
  ['a null in the way', widget, literals(['spec', 'a: null'], ['spec.a.b', '1']), { spec: { a: { b: 1 } } }],
  ['a path that keeps its case', widget, literals(['spec.aB.Cd', 'x']), { spec: { aB: { Cd: 'x' } } }],
  [
    'YAML 1.1 at a path',
    widget,
    literals(['spec', 'a: yes\nb: 010\nc: 1.50\nd: 2020-01-01\ne: "1"\nf:']),
    { spec: { a: true, b: 8, c: 1.5, d: '2020-01-01', e: '1', f: null } },
  ],
  [
    'what stands beside spec',
    widget,
    literals(['rules', '[1, two]'], ['status.x', '1']),
    { rules: [1, 'two'], status: { x: 1 } },
  ],
  ['an item of a ConfigMap', configMap, item('k'), { data: { k: 'v=hunter2' } }],
  ['an item of keys and values', configMap, item('kv', 'DATA', 'KeysAndValues'), { data: { q: 'hunter2' } }],
  ['an item that is rendered twice', configMap, item('twice'), { data: { twice: 'hunter2' } }],
  ['base64 in a Secret', secret, '{data: {k: "{{ .a | b64enc }}"}}', { type: 'Opaque', data: { k: 'aHVudGVyMg==' } }],
];

const lost: readonly (readonly [target: string, manifest: string])[] = [
  ['spec', widget],
  ['spec.a.b', widget],
  ['Labels', configMap],
  ['annotations', configMap],
];

const refused: readonly (readonly [name: string, manifest: string, template: string, code: string])[] = [
  ['a path through a text', widget, literals(['spec', 'a: 5'], ['spec.a.b', '1']), 'TEMPLATE_PATH_BLOCKED'],
  ['a name in a list', widget, literals(['spec', 'a: [1]'], ['spec.a.b', '1']), 'TEMPLATE_PATH_BLOCKED'],
  ['an index into a map', widget, literals(['spec', 'a: {b: 1}'], ['spec.a[0]', '1']), 'TEMPLATE_PATH_BLOCKED'],
  ...[
    'kind',
    'apiVersion',
    'metadata',
    'metadata.name',
    'metadata.namespace',
    'metadata.labels.l',
    'metadata.ownerReferences[0]',
  ].map((path) => [`the path ${path}`, widget, literals([path, 'x']), 'TEMPLATE_PATH_OWN'] as const),
  ...['spec..x', '.spec', 'spec.', 'spec.a[x]', 'spec.a[-1]', 'spec.a[', 'spec.a[10001]', '[0]'].map(
    (path) => [`the path ${path}`, widget, literals([path, 'x']), 'TEMPLATE_PATH'] as const,
  ),
  ['labels by their path that are no texts', widget, literals(['metadata.labels', 'l: 1']), 'TEMPLATE_NOT_MAP'],
  ['an item for an empty target', configMap, item('k', ''), 'TEMPLATE_TARGET'],
  ['an item that fails, though it goes nowhere', widget, item('broken', 'spec'), 'TEMPLATE_EXECUTE'],
  ['a key that a ConfigMap may not have', configMap, '{data: {"a b": x}}', 'SECRET_KEY'],
  ['a key that a Secret may not have', secret, '{data: {..a: YQ==}}', 'SECRET_KEY'],
  ['a number in the data of a ConfigMap', configMap, literals(['data.k', '1']), 'GENERIC_DATA_TEXT'],
  ['no base64 in a Secret', secret, '{data: {k: "{{ .a }}"}}', 'GENERIC_SECRET_DATA'],
  ['more than a ConfigMap holds', configMap, '{data: {a: "{{ repeat 1048576 \\"x\\" }}", b: x}}', 'SECRET_SIZE'],
  ['a label that is none', configMap, '{metadata: {labels: {l: "a b"}}}', 'LABEL_VALUE'],
];

const role = 'apiVersion: rbac.authorization.k8s.io/v1, kind: Role';
const policy = 'apiVersion: networking.k8s.io/v1, kind: NetworkPolicy';
const account = 'apiVersion: v1, kind: ServiceAccount';

/** What is written beside the head of an object, and what is told to be left out. */
const kept: readonly (readonly [name: string, manifest: string, template: string, body: JsonObject, lost: string])[] = [
  [
    'rules of a Role, which has no spec',
    role,
    literals(['rules', '[{verbs: [get]}]']),
    { rules: [{ verbs: ['get'] }] },
    '',
  ],
  ['data of a NetworkPolicy', policy, '{data: {k: v}}', { spec: {} }, 'data'],
  ['a NetworkPolicy without a template', policy, '', { spec: {} }, 'spec.data'],
  ['a ServiceAccount without a template', account, '', {}, 'spec'],
  ['a Secret without a template', secret, '', { data: {} }, 'spec'],
  ['a ConfigMap with a spec', configMap, literals(['spec.x', '1']), { data: {} }, 'spec'],
  ['spec.data of a kind that nobody knows', widget, '', { spec: { data: { a: 'hunter2' } } }, ''],
];

describe('what a kind does not have', () => {
  test.each(kept)('is left out: %s', async (_name, manifest, template, body, lost) => {
    const test = testRun({ config: { genericTargets: 'allow' } });
    const { out } = await renderText(es(manifest, template), test, { platform });
    const { apiVersion: _, kind: __, metadata: ___, type: ____, ...rest } = readStream(out).at(-1) as JsonObject;
    expect(rest).toEqual(body);
    expect(test.warnings.map(({ code, says }) => `${code} ${/no ([a-z.]+)/.exec(says)?.[1]}`)).toEqual(
      lost === '' ? [] : [`TEMPLATE_LOST ${lost}`],
    );
  });
});

describe('a target that is not allowed', () => {
  test.each(['creationPolicy: None', 'deletionPolicy: Delete', 'name: t'])('with %s', async (more) => {
    const text = es(configMap, '')
      .replace('    manifest:', `    ${more}\n    manifest:`)
      .replace('remoteRef: {key: a}', 'remoteRef: {key: gone}');
    const { errors } = await renderText(text, testRun(), { platform });
    expect(errors.map(({ code }) => code)).toEqual(['GENERIC_TARGET_DISABLED']);
  });
});

describe('target.manifest', () => {
  test.each(made)('with %s', async (_name, manifest, template, want) => {
    const { object, errors } = await run(manifest, template);
    expect(errors).toEqual([]);
    expect(object).toMatchObject({ ...want, metadata: { name: 'e', namespace: 'shop', ...Object(want['metadata']) } });
    for (const key of ['data', 'spec']) if (Object.hasOwn(want, key)) expect(object?.[key]).toEqual(want[key]);
  });

  test.each(lost)(
    'with an item of a ConfigMap for target %s: it goes nowhere, with a word of it',
    async (target, manifest) => {
      const { object, errors, warnings } = await run(manifest, item('k', target));
      expect({ errors, warnings }).toEqual({ errors: [], warnings: ['TEMPLATE_LOST'] });
      expect(JSON.stringify(object)).not.toContain('hunter2');
    },
  );

  test.each(refused)('refuses %s', async (_name, manifest, template, code) => {
    const { errors, text } = await run(manifest, template);
    expect(errors).toEqual([expect.stringMatching(new RegExp(`^${code} `))]);
    expect(text).not.toContain('hunter2');
  });
});
