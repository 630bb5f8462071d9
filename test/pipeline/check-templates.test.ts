import path from 'node:path';
import { runEsr } from '../support/run-esr.ts';

const store = `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s}
spec: {provider: {fake: {data: [{key: a, value: hunter2}, {key: j, value: '{"x":"y"}'}]}}}
---
`;
const es = (spec: string) =>
  `${store}apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: e, namespace: shop}
spec:
  secretStoreRef: {name: s}
${spec}
`.replaceAll('metadata: {name: s}', 'metadata: {name: s, namespace: shop}');
const data = '  data: [{secretKey: a, remoteRef: {key: a}}]';
const rewrite = (source: string, template: string) =>
  `  dataFrom: [{${source}, rewrite: [{transform: {template: "${template}"}}]}]`;

const broken: readonly (readonly [name: string, spec: string, mentions: readonly string[]])[] = [
  ['data', `  target: {template: {data: {k: "{{ .a"}}}\n${data}`, ['spec.target.template.data.k']],
  ['a label', `  target: {template: {metadata: {labels: {l: "{{ x }}"}}}}\n${data}`, ['metadata.labels.l']],
  ['a literal', `  target: {template: {templateFrom: [{literal: "{{ end }}"}]}}\n${data}`, ['templateFrom[0].literal']],
  [
    'a rewrite of extract',
    rewrite('extract: {key: j}', '{{ nope }}'),
    ['spec.dataFrom[0].extract', 'transform.template'],
  ],
  ['a rewrite of find', rewrite('find: {name: {regexp: j}}', '{{ nope }}'), ['spec.dataFrom[0].find']],
  [
    'a rewrite of what a generator gives',
    rewrite('sourceRef: {generatorRef: {kind: UUID, name: u}}', '{{ nope }}'),
    ['spec.dataFrom[0].sourceRef.generatorRef'],
  ],
  [
    'a rewrite, where nothing is written',
    `  target: {creationPolicy: None}\n${rewrite('extract: {key: j}', '{{')}`,
    [],
  ],
];

describe('a template that does not parse', () => {
  test.each(broken)(
    'in %s is told before anything is read, with the field that runs it',
    async (_name, spec, mentions) => {
      const uuid =
        '---\napiVersion: generators.external-secrets.io/v1alpha1\nkind: UUID\nmetadata: {name: u, namespace: shop}\n';
      const { status, stdout, stderr } = await runEsr(['render', '-'], { stdin: es(spec) + uuid });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('TEMPLATE_PARSE');
      for (const mention of mentions) expect(stderr).toContain(mention);
    },
  );

  test.each([
    [
      'is not run where nothing is written',
      `  target: {creationPolicy: None, template: {data: {k: "{{ .a"}}}\n${data}`,
    ],
    [
      'is text in the labels of a generic target',
      `  target: {creationPolicy: None, manifest: {apiVersion: v1, kind: ConfigMap}, template: {metadata: {labels: {l: "{{"}}}}\n${data}`,
    ],
  ])('%s', async (_name, spec) => {
    const config = path.join(__dirname, '..', 'conformance', 'config.yaml');
    const { status, stderr } = await runEsr(['render', '--config', config, '-'], { stdin: es(spec) });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});
